/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

/**
 * An external dependency of the application. Each bean of this type is checked
 * periodically in the background and appears in {@code /actuator/health} under its name.
 * Calls come from one thread at a time.
 */
public interface Dependency {

    /** Name in health and meters: lower-case letters, digits and hyphens. */
    String name();

    /**
     * Whether the application cannot work without the dependency: while it is unavailable
     * the status is {@code DOWN} and the application is not ready, instead of
     * {@code DEGRADED}.
     */
    default boolean required() {
        return false;
    }

    /**
     * Checks the availability. Must return within seconds in all cases.
     * @throws Exception if the dependency is unavailable
     */
    void check() throws Exception;

}
