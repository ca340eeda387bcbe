/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.security.Principal;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.IpAddress;

/** The root object of expressions during a request. */
public final class RequestRateLimitContext extends RateLimitContext {

    private final HttpServletRequest request;

    private final ClientAddresses addresses;

    RequestRateLimitContext(@Nullable Principal principal, HttpServletRequest request, ClientAddresses addresses) {
        super(principal);
        this.request = request;
        this.addresses = addresses;
    }

    @Override
    public HttpServletRequest getRequest() {
        return this.request;
    }

    @Override
    public @Nullable String getClientAddress() {
        IpAddress address = this.addresses.of(this.request);
        return (address != null) ? address.toString() : null;
    }

    @Override
    public @Nullable String getClientNetwork() {
        IpAddress address = this.addresses.of(this.request);
        return (address != null) ? address.subscriber() : null;
    }

}
