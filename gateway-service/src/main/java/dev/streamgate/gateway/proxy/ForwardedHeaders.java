/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.streamgate.hardening.network.AddressRange;
import dev.streamgate.hardening.network.IpAddress;

/**
 * Sets the X-Forwarded headers of a forwarded request from the client's connection.
 * X-Forwarded headers of the incoming request are used only if the peer is a trusted
 * proxy. Thread-safe.
 */
final class ForwardedHeaders {

    private final List<AddressRange> trustedProxies;

    ForwardedHeaders(List<String> trustedProxies) {
        this.trustedProxies = trustedProxies.stream().map(AddressRange::parse).toList();
    }

    /** Whether this is a header that only proxies may set. */
    static boolean isProxyHeader(String lowerCaseName) {
        return lowerCaseName.startsWith("x-forwarded-") || "forwarded".equals(lowerCaseName)
                || "x-real-ip".equals(lowerCaseName);
    }

    void write(HttpServletRequest client, BiConsumer<String, String> headers) {
        String peer = client.getRemoteAddr();
        boolean trusted = isTrusted(IpAddress.parse(peer));
        String chain = trusted ? joined(client, "X-Forwarded-For") : null;
        String proto = trusted ? first(client, "X-Forwarded-Proto") : null;
        String forwardedHost = trusted ? first(client, "X-Forwarded-Host") : null;
        headers.accept("X-Forwarded-For", (chain != null) ? chain + ", " + peer : peer);
        headers.accept("X-Forwarded-Proto", "https".equalsIgnoreCase(proto) ? "https"
                : "http".equalsIgnoreCase(proto) ? "http" : client.getScheme());
        String host = (forwardedHost != null) ? forwardedHost : client.getHeader(HttpHeaders.HOST);
        if (host != null) {
            headers.accept("X-Forwarded-Host", host);
        }
    }

    private boolean isTrusted(@Nullable IpAddress peer) {
        return peer != null && this.trustedProxies.stream().anyMatch((range) -> range.contains(peer));
    }

    private static @Nullable String joined(HttpServletRequest client, String name) {
        List<String> values = Collections.list(client.getHeaders(name));
        return values.isEmpty() ? null : String.join(", ", values);
    }

    private static @Nullable String first(HttpServletRequest client, String name) {
        String all = joined(client, name);
        return (all != null) ? all.split(",", 2)[0].strip() : null;
    }

}
