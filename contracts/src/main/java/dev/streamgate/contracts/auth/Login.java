/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Request for tokens by password.
 *
 * @param email e-mail address of the account
 * @param password its password
 */
public record Login(@NotNull @Size(max = 254) String email, @NotNull @Size(max = 1024) String password) {

    /** Omits the password. */
    @Override
    public String toString() {
        return "Login[email=" + this.email + "]";
    }

}
