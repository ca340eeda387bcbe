/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Asks for a new account.
 *
 * @param email the address to sign in with; compared without regard to case
 * @param password 12 to 128 characters, not one that everybody tries first
 */
public record Registration(@NotNull @Size(max = 254) String email, @NotNull @Size(max = 1024) String password) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Registration[email=" + this.email + "]";
    }

}
