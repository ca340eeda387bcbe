/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Asks for another password.
 *
 * @param currentPassword the one that holds now
 * @param newPassword under the same rules as at registration
 */
public record PasswordChange(@NotNull @Size(max = 1024) String currentPassword,
        @NotNull @Size(max = 1024) String newPassword) {

    /** Leaves the passwords out. */
    @Override
    public String toString() {
        return "PasswordChange[]";
    }

}
