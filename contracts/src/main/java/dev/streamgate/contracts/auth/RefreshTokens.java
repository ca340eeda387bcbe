/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Request for new tokens of a session.
 *
 * @param refreshToken the latest one of the session; it works once
 */
public record RefreshTokens(@NotBlank @Size(max = 256) String refreshToken) {

    /** Omits the token. */
    @Override
    public String toString() {
        return "RefreshTokens[]";
    }

}
