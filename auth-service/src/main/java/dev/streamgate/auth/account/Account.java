/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.auth.UserView;

/**
 * A user's account.
 *
 * @param id 128 random bits in hexadecimal
 * @param number its place in the order of all accounts
 * @param email normalised; {@code null} for who has no password
 * @param passwordHash in PHC format; {@code null} for who has no password
 * @param roles lower-case names
 * @param createdAt when it was made
 */
public record Account(String id, long number, @Nullable String email, @Nullable String passwordHash,
        SortedSet<String> roles, Instant createdAt) {

    /** What may be told about it. */
    public UserView toView() {
        return new UserView(this.id, this.email, null, List.copyOf(this.roles), this.createdAt);
    }

    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "Account[" + this.id + "]";
    }

}
