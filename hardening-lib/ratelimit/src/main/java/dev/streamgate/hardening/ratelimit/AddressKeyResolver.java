/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletRequest;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.IpAddress;

/** Resolves the client's address; for IPv6, its /64 network. */
class AddressKeyResolver implements RateLimitKeyResolver {

    /** The common key of all clients without an address. */
    private static final RateLimitKey UNKNOWN_ADDRESS = RateLimitKey.address("");

    private final ClientAddresses addresses;

    AddressKeyResolver(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public RateLimitKey resolve(HttpServletRequest request) {
        IpAddress address = this.addresses.of(request);
        return (address != null) ? RateLimitKey.address(address.subscriber()) : UNKNOWN_ADDRESS;
    }

}
