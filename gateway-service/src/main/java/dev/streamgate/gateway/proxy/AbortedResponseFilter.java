/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.CloseNowException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Closes the client's connection when a response was aborted after its headers were sent.
 * Without this, the container would end the response normally and the client would take
 * it for complete. Must be the outermost filter: any other one could handle the exception
 * and complete the response.
 */
final class AbortedResponseFilter extends OncePerRequestFilter {

    private static final String ABORTED = AbortedResponseFilter.class.getName();

    /** Marks the response to this request as aborted. */
    static void markAborted(HttpServletRequest request) {
        request.setAttribute(ABORTED, true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (request.getAttribute(ABORTED) != null) {
            throw new CloseNowException("The response was aborted");
        }
    }

}
