/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the authenticated user, or the address of an anonymous client. Users with an
 * exempt authority are not limited.
 */
class PrincipalOrAddressKeyResolver implements RateLimitKeyResolver {

    private final AuthenticatedUsers users;

    private final RateLimitKeyResolver addresses;

    PrincipalOrAddressKeyResolver(AuthenticatedUsers users, RateLimitKeyResolver addresses) {
        this.users = users;
        this.addresses = addresses;
    }

    @Override
    public @Nullable RateLimitKey resolve(HttpServletRequest request) {
        return (this.users.current() != null) ? this.users.key() : this.addresses.resolve(request);
    }

}
