/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

/**
 * Something that an application needs and that may be away. Each bean of this type is
 * looked at in the background and shows in {@code /actuator/health} by its name. Calls
 * come from one thread at a time.
 */
public interface Dependency {

    /** Its name in health and meters: lower-case letters, digits and hyphens. */
    String name();

    /**
     * Whether nothing can be done without it: then its absence is {@code DOWN} and the
     * application is not ready, instead of {@code DEGRADED}.
     */
    default boolean required() {
        return false;
    }

    /**
     * Looks whether it is there; to return within some seconds, whatever happens.
     * @throws Exception if it is not
     */
    void check() throws Exception;

}
