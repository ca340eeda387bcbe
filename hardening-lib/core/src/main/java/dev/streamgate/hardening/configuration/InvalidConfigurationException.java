/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.configuration;

/**
 * An invalid setting that prevents the application from starting. Spring Boot prints
 * description and action instead of a stack trace; neither may contain a secret.
 */
public class InvalidConfigurationException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Creates the exception.
     * @param description what is wrong, including the property's name
     * @param action how to correct it
     */
    public InvalidConfigurationException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** How to correct the setting. */
    public String action() {
        return this.action;
    }

}
