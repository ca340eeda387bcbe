/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.security.Caller;

/**
 * Who wants to watch.
 *
 * @param id user id; {@code null} for who has not signed in
 * @param roles lower-case role names
 * @param wallet the wallet that they signed in with, if any
 */
public record Viewer(@Nullable String id, Set<String> roles, @Nullable String wallet) {

    /** Somebody who has not signed in. */
    public static final Viewer UNKNOWN = new Viewer(null, Set.of(), null);

    /** The caller of the present request. */
    public static Viewer current() {
        return Caller.current()
            .map((caller) -> new Viewer(caller.id(), caller.roles(), caller.wallet()))
            .orElse(UNKNOWN);
    }

    /** Whether they are signed in. */
    public boolean isKnown() {
        return this.id != null;
    }

    boolean hasRole(String role) {
        return this.roles.contains(role) || this.roles.contains("admin")
                || ("viewer".equals(role) && (this.roles.contains("creator") || this.roles.contains("operator")));
    }

}
