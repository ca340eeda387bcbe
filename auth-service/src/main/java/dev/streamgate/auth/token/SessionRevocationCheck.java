/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.token;

/** Knows which sessions have not ended. */
@FunctionalInterface
public interface SessionRevocationCheck {

    /** Whether the session is there and has neither been ended nor expired. */
    boolean isLive(String sessionId);

}
