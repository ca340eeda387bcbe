/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.io.IOException;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Measures each request once, from the first filter to the end of the response. Excludes
 * requests to the actuator (probes, scrapes): under low load they would dilute the error
 * rate, and a probe's 503 is not a failed request.
 */
class RequestMetricsFilter extends OncePerRequestFilter {

    private static final String FILTERED = RequestMetricsFilter.class.getName() + ".FILTERED";

    private final ServiceMetrics metrics;

    private final String actuatorPrefix;

    RequestMetricsFilter(ServiceMetrics metrics, String actuatorPath) {
        this.metrics = metrics;
        this.actuatorPrefix = actuatorPath + "/";
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(this.actuatorPrefix, request.getContextPath().length());
    }

    /** A constant; the default implementation concatenates the name for each request. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return FILTERED;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long startedAt = this.metrics.requestStarted();
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = false;
        }
        finally {
            if (!failed && request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Completion(this.metrics, startedAt), request, response);
            }
            else {
                this.metrics.requestCompleted(startedAt,
                        failed ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : response.getStatus());
            }
        }
    }

    /** Completion of an asynchronous response. */
    private record Completion(ServiceMetrics metrics, long startedAt) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            int status = (event.getSuppliedResponse() instanceof HttpServletResponse response) ? response.getStatus()
                    : HttpServletResponse.SC_OK;
            this.metrics.requestCompleted(this.startedAt, status);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // The container completes the request afterwards.
        }

        @Override
        public void onError(AsyncEvent event) {
            // The container completes the request afterwards.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
        }

    }

}
