/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Adds {@code Cache-Control: no-store} to responses that say nothing about caching: what
 * a user may read must not remain in a cache. Spring Security's own writer adds two more
 * headers for HTTP/1.0. Called before the response is committed. Thread-safe.
 */
final class NoStoreHeaderWriter implements HeaderWriter {

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (response.getStatus() != HttpServletResponse.SC_NOT_MODIFIED
                && response.getHeader(HttpHeaders.CACHE_CONTROL) == null
                && response.getHeader(HttpHeaders.EXPIRES) == null) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

}
