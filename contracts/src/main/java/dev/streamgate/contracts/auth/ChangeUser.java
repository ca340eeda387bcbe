/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.NotNull;

/**
 * Request to change a user.
 *
 * @param state whether the user may sign in; {@code disabled} ends all sessions
 */
public record ChangeUser(@NotNull UserState state) {
}
