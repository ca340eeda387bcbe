/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the security headers of all responses, including rejections by later filters.
 * Security headers of services are not forwarded.
 */
final class SecurityHeadersFilter extends OncePerRequestFilter {

    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
            + "font-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors ";

    private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private final String pagePolicy;

    private final long hstsSeconds;

    SecurityHeadersFilter(EdgeProperties properties) {
        this.pagePolicy = PAGE_POLICY + String.join(" ", properties.frameAncestors());
        this.hstsSeconds = properties.hsts().toSeconds();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath();
        boolean data = path.startsWith("/api/") || path.startsWith("/actuator/") || path.startsWith("/.well-known/");
        response.setHeader("Content-Security-Policy", data ? DATA_POLICY : this.pagePolicy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy",
                path.startsWith("/api/v1/streams/") ? "cross-origin" : "same-origin");
        if (this.hstsSeconds > 0) {
            response.setHeader("Strict-Transport-Security", "max-age=" + this.hstsSeconds + "; includeSubDomains");
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

}
