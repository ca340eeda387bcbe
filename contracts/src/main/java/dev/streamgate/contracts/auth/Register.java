/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Request for a new account.
 *
 * @param email e-mail address to log in with, compared without regard to case
 * @param password 12 to 128 characters, not a common one
 */
public record Register(@NotNull @Size(max = 254) String email, @NotNull @Size(max = 1024) String password) {

    /** Omits the password. */
    @Override
    public String toString() {
        return "Register[email=" + this.email + "]";
    }

}
