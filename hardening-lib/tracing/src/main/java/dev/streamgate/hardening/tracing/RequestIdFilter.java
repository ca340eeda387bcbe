/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Assigns each request an id: the caller's {@code X-Request-Id} if it is well-formed and
 * the caller may choose it, else 64 random bits (unique, not secret). The id is returned
 * to the caller and added to log lines as {@code requestId}.
 */
class RequestIdFilter extends OncePerRequestFilter {

    private static final String FILTERED = RequestIdFilter.class.getName() + ".FILTERED";

    static final String HEADER = "X-Request-Id";

    static final String KEY = "requestId";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private final Predicate<HttpServletRequest> mayChoose;

    /**
     * Creates the filter.
     * @param mayChoose whether a request may have an id of its own
     */
    RequestIdFilter(Predicate<HttpServletRequest> mayChoose) {
        this.mayChoose = mayChoose;
    }

    /** A constant; the default implementation concatenates the name for each request. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return FILTERED;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String sent = request.getHeader(HEADER);
        String id = idOf((sent != null && this.mayChoose.test(request)) ? sent : null);
        response.setHeader(HEADER, id);
        String before = MDC.get(KEY);
        MDC.put(KEY, id);
        try {
            chain.doFilter(request, response);
        }
        finally {
            if (before != null) {
                MDC.put(KEY, before);
            }
            else {
                MDC.remove(KEY);
            }
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static String idOf(@Nullable String header) {
        return (header != null && WELL_FORMED.matcher(header).matches()) ? header
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

}
