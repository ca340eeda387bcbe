/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.streamgate.suite.security.Caller;

/**
 * The viewer on whose behalf a request is made.
 *
 * @param id user id; {@code null} if anonymous
 * @param roles lower-case role names
 * @param wallet the wallet that the viewer signed in with, if any
 */
public record Viewer(@Nullable String id, Set<String> roles, @Nullable String wallet) {

    /** A viewer who has not signed in. */
    public static final Viewer ANONYMOUS = new Viewer(null, Set.of(), null);

    /** The caller of the current request. */
    public static Viewer current() {
        return Caller.current()
            .map((caller) -> new Viewer(caller.id(), caller.roles(), caller.wallet()))
            .orElse(ANONYMOUS);
    }

    /** Whether the viewer has signed in. */
    public boolean isAuthenticated() {
        return this.id != null;
    }

    boolean hasRole(String role) {
        return this.roles.contains(role) || this.roles.contains("admin")
                || ("viewer".equals(role) && (this.roles.contains("creator") || this.roles.contains("operator")));
    }

}
