/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * The root object of the expressions in {@link RateLimited} and in
 * {@code streamgate.rate-limit.urls}. Outside of a request all but the principal are
 * null.
 */
public class RateLimitContext {

    private final @Nullable Principal principal;

    RateLimitContext(@Nullable Principal principal) {
        this.principal = principal;
    }

    /** The authenticated user; null for an anonymous caller. */
    public @Nullable Principal getPrincipal() {
        return this.principal;
    }

    /** The current request; null outside of one. */
    public @Nullable Object getRequest() {
        return null;
    }

    /**
     * The client's address, evaluated as {@code streamgate.network.trusted-proxies} says;
     * null outside of a request.
     */
    public @Nullable String getClientAddress() {
        return null;
    }

    /**
     * What one subscriber has: the client's address, for IPv6 its /64 network, from which
     * a client takes as many addresses as it likes; null outside of a request.
     */
    public @Nullable String getClientNetwork() {
        return null;
    }

}
