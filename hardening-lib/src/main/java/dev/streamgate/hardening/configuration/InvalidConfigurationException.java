/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.configuration;

/**
 * A setting with which the application must not start. Spring Boot tells both texts
 * instead of a stack trace; neither may show a secret's value.
 */
public class InvalidConfigurationException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Stops the start.
     * @param description what is wrong, with the property's name
     * @param action how to mend it
     */
    public InvalidConfigurationException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** How to mend it. */
    public String action() {
        return this.action;
    }

}
