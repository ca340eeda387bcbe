/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Request for the status of an access token.
 *
 * @param token the access token
 */
public record VerifyToken(@NotNull @Size(max = 8192) String token) {

    /** Omits the token. */
    @Override
    public String toString() {
        return "VerifyToken[]";
    }

}
