/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Names a session by its refresh token: to renew it, or to end it.
 *
 * @param refreshToken as the last reply gave it; it works once
 */
public record RefreshRequest(@NotBlank @Size(max = 256) String refreshToken) {

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "RefreshRequest[]";
    }

}
