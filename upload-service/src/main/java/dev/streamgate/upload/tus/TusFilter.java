/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the protocol version on each response, including errors, and applies
 * {@code X-HTTP-Method-Override} for clients that are limited to POST.
 */
final class TusFilter extends OncePerRequestFilter {

    private static final Set<String> METHODS = Set.of("PATCH", "DELETE", "HEAD");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(TusProtocol.TUS_RESUMABLE, TusProtocol.VERSION);
        String override = request.getHeader(TusProtocol.METHOD_OVERRIDE);
        String method = (override != null) ? override.toUpperCase(Locale.ROOT) : "";
        boolean overridden = "POST".equals(request.getMethod()) && METHODS.contains(method);
        chain.doFilter(overridden ? new MethodOverrideRequest(request, method) : request, response);
    }

    private static final class MethodOverrideRequest extends HttpServletRequestWrapper {

        private final String method;

        private MethodOverrideRequest(HttpServletRequest request, String method) {
            super(request);
            this.method = method;
        }

        @Override
        public String getMethod() {
            return this.method;
        }

    }

}
