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
 * Which pages of other origins may call what. An origin that may not gets no permission
 * and, unless it asks first, its request is still answered: keeping the reply from the
 * page is the browser's part, and a same-origin request behind a TLS proxy looks foreign
 * from here. Safe for threads.
 */
final class CrossOriginRules implements CorsConfigurationSource {

    private static final List<String> READABLE = List.of("Location", "Upload-Offset", "Upload-Length", "Upload-Expires",
            "Upload-Metadata", "Upload-Concat", "Upload-Defer-Length", "Tus-Resumable", "Tus-Version", "Tus-Extension",
            "Tus-Max-Size", "Tus-Checksum-Algorithm", "ETag", "Retry-After", "RateLimit", "RateLimit-Policy",
            "X-Request-Id", "X-Trace-Id", "Content-Range", "Accept-Ranges", "WWW-Authenticate");

    private final CorsConfiguration everything;

    private final CorsConfiguration media;

    CrossOriginRules(EdgeProperties.Cors properties) {
        this.everything = configuration(properties.allowedOrigins(),
                List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
        this.media = configuration(properties.mediaOrigins(), List.of("GET", "HEAD"));
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (this.everything.checkOrigin(origin) != null) {
            return this.everything;
        }
        boolean streams = request.getServletPath().startsWith("/api/v1/streams/");
        return (streams && this.media.checkOrigin(origin) != null) ? this.media : null;
    }

    private static CorsConfiguration configuration(List<String> origins, List<String> methods) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(origins);
        configuration.setAllowedMethods(methods);
        configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        configuration.setExposedHeaders(READABLE);
        configuration.setMaxAge(3600L);
        return configuration;
    }

}
