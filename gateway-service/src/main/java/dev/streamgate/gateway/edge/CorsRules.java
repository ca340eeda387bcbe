/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/**
 * Which origins may call which paths. A request from another origin is processed, but its
 * response carries no CORS headers, so that the browser withholds it from the page.
 * Rejecting such requests here would break same-origin requests behind a TLS proxy, whose
 * Origin differs from the scheme and host that the gateway sees. Thread-safe.
 */
final class CorsRules implements CorsConfigurationSource {

    private static final List<String> EXPOSED_HEADERS = List.of("Location", "Upload-Offset", "Upload-Length",
            "Upload-Expires", "Upload-Metadata", "Upload-Concat", "Upload-Defer-Length", "Tus-Resumable", "Tus-Version",
            "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm", "ETag", "Retry-After", "RateLimit",
            "RateLimit-Policy", "X-Request-Id", "X-Trace-Id", "Content-Range", "Accept-Ranges", "WWW-Authenticate");

    private final CorsConfiguration allPaths;

    private final CorsConfiguration media;

    CorsRules(EdgeProperties.Cors properties) {
        this.allPaths = configuration(properties.allowedOrigins(),
                List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
        this.media = configuration(properties.mediaOrigins(), List.of("GET", "HEAD"));
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (this.allPaths.checkOrigin(origin) != null) {
            return this.allPaths;
        }
        boolean streams = request.getServletPath().startsWith("/api/v1/streams/");
        return (streams && this.media.checkOrigin(origin) != null) ? this.media : null;
    }

    private static CorsConfiguration configuration(List<String> origins, List<String> methods) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(origins);
        configuration.setAllowedMethods(methods);
        configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        configuration.setExposedHeaders(EXPOSED_HEADERS);
        configuration.setMaxAge(3600L);
        return configuration;
    }

}
