/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Asks for tokens in exchange for a password.
 *
 * @param email the account's address
 * @param password its password
 */
public record SignIn(@NotNull @Size(max = 254) String email, @NotNull @Size(max = 1024) String password) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "SignIn[email=" + this.email + "]";
    }

}
