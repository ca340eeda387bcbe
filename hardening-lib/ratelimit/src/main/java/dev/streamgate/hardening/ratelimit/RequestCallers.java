/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import dev.streamgate.hardening.network.ClientAddresses;

/** Callers during a servlet request; outside of one, those of another instance. */
final class RequestCallers implements Callers {

    private final RateLimitKeyResolver keyResolver;

    private final ClientAddresses addresses;

    private final UserCallers others;

    RequestCallers(RateLimitKeyResolver keyResolver, ClientAddresses addresses, UserCallers others) {
        this.keyResolver = keyResolver;
        this.addresses = addresses;
        this.others = others;
    }

    @Override
    public @Nullable RateLimitKey key() {
        HttpServletRequest request = currentRequest();
        return (request != null) ? key(request) : this.others.key();
    }

    @Override
    public RateLimitContext context() {
        HttpServletRequest request = currentRequest();
        return (request != null) ? context(request) : this.others.context();
    }

    @Nullable RateLimitKey key(HttpServletRequest request) {
        return this.keyResolver.resolve(request);
    }

    RateLimitContext context(HttpServletRequest request) {
        return new RequestRateLimitContext(request.getUserPrincipal(), request, this.addresses);
    }

    private static @Nullable HttpServletRequest currentRequest() {
        return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
                ? attributes.getRequest() : null;
    }

}
