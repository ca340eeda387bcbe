/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.token;

/** Checks whether login sessions are still active. */
@FunctionalInterface
public interface SessionRevocationCheck {

    /** Whether the session exists and has neither ended nor expired. */
    boolean isActive(String sessionId);

}
