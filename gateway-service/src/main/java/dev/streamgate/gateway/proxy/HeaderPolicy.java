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
 * Which headers are forwarded. Not forwarded are hop-by-hop headers (RFC 9110, section
 * 7.6.1) in both directions, request headers that only the gateway may set, and response
 * headers that the gateway sets itself.
 */
final class HeaderPolicy {

    private static final Set<String> HOP_BY_HOP = Set.of("connection", "keep-alive", "proxy-authenticate",
            "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private static final Set<String> REQUEST_HEADERS_OF_GATEWAY = Set.of("host", "content-length", "expect",
            "x-request-id", "traceparent", "tracestate", "x-on-behalf-of");

    private static final Set<String> RESPONSE_HEADERS_OF_GATEWAY = Set.of("content-length", "server", "date",
            "x-request-id", "x-trace-id", "strict-transport-security", "x-content-type-options", "x-frame-options",
            "x-xss-protection", "referrer-policy", "permissions-policy", "content-security-policy",
            "cross-origin-opener-policy", "cross-origin-resource-policy");

    /**
     * Lists to which gateway and service both add (draft-ietf-httpapi-ratelimit-headers).
     */
    private static final Set<String> RATE_LIMIT_LISTS = Set.of("ratelimit", "ratelimit-policy");

    private HeaderPolicy() {
    }

    static void copyRequest(HttpServletRequest clientRequest, HttpMessage request) {
        Set<String> connectionOptions = connectionOptions(
                () -> Collections.list(clientRequest.getHeaders(HttpHeaders.CONNECTION)).stream());
        for (String name : Collections.list(clientRequest.getHeaderNames())) {
            String key = name.toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(key) && !connectionOptions.contains(key)
                    && !REQUEST_HEADERS_OF_GATEWAY.contains(key) && !ForwardedHeaders.isProxyHeader(key)) {
                clientRequest.getHeaders(name).asIterator().forEachRemaining((value) -> request.addHeader(name, value));
            }
        }
    }

    static HttpHeaders copyResponse(HttpMessage response) {
        Set<String> connectionOptions = connectionOptions(
                () -> Arrays.stream(response.getHeaders(HttpHeaders.CONNECTION)).map(Header::getValue));
        HttpHeaders headers = new HttpHeaders();
        for (Header header : response.getHeaders()) {
            String key = header.getName().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(key) && !connectionOptions.contains(key)
                    && !RESPONSE_HEADERS_OF_GATEWAY.contains(key) && !key.startsWith("access-control-")) {
                headers.add(header.getName(), header.getValue());
            }
        }
        return headers;
    }

    static boolean isRateLimitList(String name) {
        return RATE_LIMIT_LISTS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The header names that the Connection header declares hop-by-hop. */
    private static Set<String> connectionOptions(Supplier<Stream<String>> connection) {
        Set<String> names = new HashSet<>();
        connection.get()
            .flatMap((value) -> Arrays.stream(value.split(",")))
            .forEach((name) -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        return names;
    }

}
