/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param id constant
 * @param email lower-case; {@code null} for a user who logs in with a wallet
 * @param address address of the wallet, if any
 * @param roles in alphabetical order
 * @param state whether the user may sign in
 * @param createdAt time of the registration
 */
public record UserView(String id, @Nullable String email, @Nullable String address, List<String> roles, UserState state,
        Instant createdAt) {
}
