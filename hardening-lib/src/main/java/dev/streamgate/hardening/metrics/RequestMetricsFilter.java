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
 * Measures each request once, from its first filter to the end of its reply. What asks
 * after the service itself (probes, scrapes) is no request: it would hide the errors of
 * the few that came, and a probe's 503 is nobody's failure.
 */
class RequestMetricsFilter extends OncePerRequestFilter {

    private static final String FILTERED = RequestMetricsFilter.class.getName() + ".FILTERED";

    private final ServiceMetrics metrics;

    private final String own;

    RequestMetricsFilter(ServiceMetrics metrics, String actuatorPath) {
        this.metrics = metrics;
        this.own = actuatorPath + "/";
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(this.own, request.getContextPath().length());
    }

    /** The same name each time, rather than one that is joined anew. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return FILTERED;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = this.metrics.began();
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = false;
        }
        finally {
            if (!failed && request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Completion(this.metrics, began), request, response);
            }
            else {
                this.metrics.ended(began, failed ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : response.getStatus());
            }
        }
    }

    /** The end of a reply that another thread gives. */
    private record Completion(ServiceMetrics metrics, long began) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            int status = (event.getSuppliedResponse() instanceof HttpServletResponse response) ? response.getStatus()
                    : HttpServletResponse.SC_OK;
            this.metrics.ended(this.began, status);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // The container completes it afterwards.
        }

        @Override
        public void onError(AsyncEvent event) {
            // The container completes it afterwards.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
        }

    }

}
