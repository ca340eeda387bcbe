/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import java.util.Set;

/**
 * What a user may do now.
 *
 * @param userId the user
 * @param state whether the user may act at all
 * @param roles the user's roles
 */
public record UserAuthority(String userId, UserState state, Set<String> roles) {

    /** Copies the roles. */
    public UserAuthority {
        roles = Set.copyOf(roles);
    }

    /** Whether the user may act at all. */
    public boolean isActive() {
        return this.state == UserState.ACTIVE;
    }

}
