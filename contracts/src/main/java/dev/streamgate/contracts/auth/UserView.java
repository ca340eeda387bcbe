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
 * @param id never changes
 * @param email the address to sign in with, lower-case; {@code null} for who signs in
 * with a wallet
 * @param address the wallet, if any
 * @param roles in alphabetical order
 * @param createdAt when the account was made
 */
public record UserView(String id, @Nullable String email, @Nullable String address, List<String> roles,
        Instant createdAt) {
}
