/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Request to change the caller's password.
 *
 * @param currentPassword the current password
 * @param newPassword the new password, under the same policy as on registration
 */
public record ChangePassword(@NotNull @Size(max = 1024) String currentPassword,
        @NotNull @Size(max = 1024) String newPassword) {

    /** Omits the passwords. */
    @Override
    public String toString() {
        return "ChangePassword[]";
    }

}
