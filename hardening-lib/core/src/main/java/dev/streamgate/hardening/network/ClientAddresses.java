/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Determines the client's address of a request. {@code X-Forwarded-For} is evaluated from
 * right to left while the addresses are those of trusted proxies; the first other address
 * is the client's. Addresses to the left of it can be forged by the client and are
 * ignored, and so are ports. The result is the same with each value of
 * {@code server.forward-headers-strategy}: the request is evaluated as it was received.
 * Thread-safe.
 */
public final class ClientAddresses {

    private final List<AddressRange> trusted;

    /**
     * Creates an instance.
     * @param trusted the addresses of the proxies in front of this application; empty
     * when clients connect directly
     */
    public ClientAddresses(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * The client's address.
     * @return null when the connection has no IP address (a Unix socket)
     */
    public @Nullable IpAddress of(HttpServletRequest request) {
        ReceivedAddresses received = ReceivedAddresses.of(request);
        String peer = received.peer();
        IpAddress nearest = (peer != null) ? IpAddress.parse(peer) : null;
        if (nearest == null || received.forwardedFor().isEmpty() || !isTrusted(nearest)) {
            return nearest;
        }
        String hops = String.join(",", received.forwardedFor());
        int end = hops.length();
        while (end >= 0) {
            int comma = hops.lastIndexOf(',', end - 1);
            IpAddress hop = IpAddress.parse(hops.substring(comma + 1, end));
            if (hop == null) {
                return nearest;
            }
            nearest = hop;
            if (!isTrusted(hop)) {
                return hop;
            }
            end = comma;
        }
        return nearest;
    }

    /**
     * Whether the request was received from a trusted proxy, so that headers which only
     * proxies may set are to be believed.
     * @param request the request
     */
    public boolean isFromTrustedProxy(HttpServletRequest request) {
        String peer = ReceivedAddresses.of(request).peer();
        IpAddress address = (peer != null) ? IpAddress.parse(peer) : null;
        return address != null && isTrusted(address);
    }

    private boolean isTrusted(IpAddress address) {
        for (AddressRange range : this.trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

}
