/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * Callers outside of a request: the authenticated user, or the application itself, whose
 * calls share one bucket of each plan.
 */
final class UserCallers implements Callers {

    private static final RateLimitKey APPLICATION = RateLimitKey.value("application");

    private final @Nullable AuthenticatedUsers users;

    /**
     * Creates an instance.
     * @param users null without Spring Security
     */
    UserCallers(@Nullable AuthenticatedUsers users) {
        this.users = users;
    }

    @Override
    public @Nullable RateLimitKey key() {
        AuthenticatedUsers users = this.users;
        if (users == null || users.current() == null) {
            return APPLICATION;
        }
        return users.key();
    }

    @Override
    public RateLimitContext context() {
        return new RateLimitContext((this.users != null) ? this.users.current() : null);
    }

}
