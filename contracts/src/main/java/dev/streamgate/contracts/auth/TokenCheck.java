/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Asks whether an access token holds at this moment.
 *
 * @param token the access token
 */
public record TokenCheck(@NotNull @Size(max = 8192) String token) {

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "TokenCheck[]";
    }

}
