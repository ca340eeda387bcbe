/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Request to end a session.
 *
 * @param refreshToken any refresh token of the session
 */
public record Logout(@NotBlank @Size(max = 256) String refreshToken) {

    /** Omits the token. */
    @Override
    public String toString() {
        return "Logout[]";
    }

}
