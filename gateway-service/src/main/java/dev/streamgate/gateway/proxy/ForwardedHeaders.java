/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.util.List;
import java.util.function.BiConsumer;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.streamgate.hardening.network.AddressRange;
import dev.streamgate.hardening.network.IpAddress;

/**
 * Says who calls and by which address, as the gateway saw it itself. Only a trusted proxy
 * is believed when it says something else. Safe for threads.
 */
final class ForwardedHeaders {

    private final List<AddressRange> trusted;

    ForwardedHeaders(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(AddressRange::parse).toList();
    }

    /** Whether the header is one that only proxies may write. */
    static boolean owns(String lowerCaseName) {
        return lowerCaseName.startsWith("x-forwarded-") || "forwarded".equals(lowerCaseName)
                || "x-real-ip".equals(lowerCaseName);
    }

    void write(HttpServletRequest client, BiConsumer<String, String> headers) {
        String peer = client.getRemoteAddr();
        IpAddress address = IpAddress.parse(peer);
        boolean believed = address != null && this.trusted.stream().anyMatch((range) -> range.contains(address));
        String before = believed ? joined(client, "X-Forwarded-For") : null;
        String proto = believed ? first(client, "X-Forwarded-Proto") : null;
        String host = believed ? first(client, "X-Forwarded-Host") : null;
        headers.accept("X-Forwarded-For", (before != null) ? before + ", " + peer : peer);
        headers.accept("X-Forwarded-Proto", "https".equalsIgnoreCase(proto) ? "https"
                : "http".equalsIgnoreCase(proto) ? "http" : client.getScheme());
        String named = (host != null) ? host : client.getHeader(HttpHeaders.HOST);
        if (named != null) {
            headers.accept("X-Forwarded-Host", named);
        }
    }

    private static @Nullable String joined(HttpServletRequest client, String name) {
        List<String> values = java.util.Collections.list(client.getHeaders(name));
        return values.isEmpty() ? null : String.join(", ", values);
    }

    private static @Nullable String first(HttpServletRequest client, String name) {
        String all = joined(client, name);
        return (all != null) ? all.split(",", 2)[0].strip() : null;
    }

}
