/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Determines the client's address of a request. {@code X-Forwarded-For} is evaluated from
 * right to left while the addresses are those of trusted proxies; the first other address
 * is the client's. Addresses to the left of it can be forged by the client and are
 * ignored, and so are ports. Thread-safe.
 */
public final class ClientAddresses {

    private static final String HEADER = "X-Forwarded-For";

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
        String peer = request.getRemoteAddr();
        IpAddress nearest = (peer != null) ? IpAddress.parse(peer) : null;
        if (nearest == null || !isTrusted(nearest)) {
            return nearest;
        }
        Enumeration<String> lines = request.getHeaders(HEADER);
        if (lines == null || !lines.hasMoreElements()) {
            return nearest;
        }
        String hops = lines.nextElement();
        while (lines.hasMoreElements()) {
            hops = hops + "," + lines.nextElement();
        }
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

    private boolean isTrusted(IpAddress address) {
        for (AddressRange range : this.trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

}
