/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.streamgate.hardening.network.ClientAddresses;

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

    /** If nothing is configured, for clients that use TLS already. */
    private static final String HSTS_OF_TLS = "max-age=" + Duration.ofDays(180).toSeconds();

    private final @Nullable Duration hsts;

    private final ClientAddresses addresses;

    SecurityHeadersFilter(EdgeProperties properties, ClientAddresses addresses) {
        this.pagePolicy = PAGE_POLICY + String.join(" ", properties.frameAncestors());
        this.hsts = properties.hsts();
        this.addresses = addresses;
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
        String transport = strictTransportSecurity(request);
        if (transport != null) {
            response.setHeader("Strict-Transport-Security", transport);
        }
        chain.doFilter(request, response);
    }

    private @Nullable String strictTransportSecurity(HttpServletRequest request) {
        Duration configured = this.hsts;
        if (configured == null) {
            return isSecure(request) ? HSTS_OF_TLS : null;
        }
        return configured.isPositive() ? "max-age=" + configured.toSeconds() + "; includeSubDomains" : null;
    }

    private boolean isSecure(HttpServletRequest request) {
        return request.isSecure() || ("https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))
                && this.addresses.isFromTrustedProxy(request));
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

}
