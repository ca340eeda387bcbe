/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.auth.UserState;
import dev.streamgate.contracts.auth.UserView;

/**
 * The account of a user.
 *
 * @param id 128 random bits in hexadecimal
 * @param number position in the order of creation
 * @param email normalised; {@code null} for an account without password
 * @param passwordHash in PHC format; {@code null} for an account without password
 * @param roles lower-case names
 * @param disabledAt when an administrator disabled it; {@code null} if it is active
 * @param createdAt time of creation
 */
public record Account(String id, long number, @Nullable String email, @Nullable String passwordHash,
        SortedSet<String> roles, @Nullable Instant disabledAt, Instant createdAt) {

    /** The wire representation, without the password hash. */
    public UserView toView() {
        return new UserView(this.id, this.email, null, List.copyOf(this.roles), state(), this.createdAt);
    }

    /** Whether its user may sign in. */
    public UserState state() {
        return (this.disabledAt == null) ? UserState.ACTIVE : UserState.DISABLED;
    }

    /** Omits the password hash. */
    @Override
    public String toString() {
        return "Account[" + this.id + "]";
    }

}
