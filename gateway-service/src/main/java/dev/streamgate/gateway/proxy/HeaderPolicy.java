/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.springframework.http.HttpHeaders;

/**
 * What passes the gateway and what ends here: headers of one connection (RFC 9110, 7.6.1)
 * in both directions, headers that only the gateway may set towards a service, and
 * headers that the gateway sets itself on every reply.
 */
final class HeaderPolicy {

    private static final Set<String> OF_ONE_CONNECTION = Set.of("connection", "keep-alive", "proxy-authenticate",
            "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private static final Set<String> SET_TOWARDS_SERVICES = Set.of("host", "content-length", "expect", "x-request-id",
            "traceparent", "tracestate", "x-on-behalf-of");

    private static final Set<String> SET_TOWARDS_CLIENTS = Set.of("content-length", "server", "date", "x-request-id",
            "x-trace-id", "strict-transport-security", "x-content-type-options", "x-frame-options", "x-xss-protection",
            "referrer-policy", "permissions-policy", "content-security-policy", "cross-origin-opener-policy",
            "cross-origin-resource-policy");

    /** Lists of quotas in force (draft-ietf-httpapi-ratelimit-headers). */
    private static final Set<String> LIMITS = Set.of("ratelimit", "ratelimit-policy");

    private HeaderPolicy() {
    }

    static void copyRequest(HttpServletRequest client, HttpMessage service) {
        Set<String> named = named(() -> Collections.list(client.getHeaders(HttpHeaders.CONNECTION)).stream());
        for (String name : Collections.list(client.getHeaderNames())) {
            String key = name.toLowerCase(Locale.ROOT);
            if (!OF_ONE_CONNECTION.contains(key) && !named.contains(key) && !SET_TOWARDS_SERVICES.contains(key)
                    && !ForwardedHeaders.owns(key)) {
                client.getHeaders(name).asIterator().forEachRemaining((value) -> service.addHeader(name, value));
            }
        }
    }

    static HttpHeaders copyReply(HttpMessage service) {
        Set<String> named = named(
                () -> Arrays.stream(service.getHeaders(HttpHeaders.CONNECTION)).map(Header::getValue));
        HttpHeaders headers = new HttpHeaders();
        for (Header header : service.getHeaders()) {
            String key = header.getName().toLowerCase(Locale.ROOT);
            if (!OF_ONE_CONNECTION.contains(key) && !named.contains(key) && !SET_TOWARDS_CLIENTS.contains(key)
                    && !key.startsWith("access-control-")) {
                headers.add(header.getName(), header.getValue());
            }
        }
        return headers;
    }

    static boolean isListOfLimits(String name) {
        return LIMITS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Set<String> named(Supplier<Stream<String>> connection) {
        Set<String> names = new HashSet<>();
        connection.get()
            .flatMap((value) -> Arrays.stream(value.split(",")))
            .forEach((name) -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        return names;
    }

}
