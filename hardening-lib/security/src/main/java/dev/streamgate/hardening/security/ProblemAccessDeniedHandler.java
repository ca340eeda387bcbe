/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Renders denied requests of authenticated callers as the problem {@code forbidden}. Used
 * by the resource server; an application sets it in its own security filter chain if it
 * wants this problem. Thread-safe.
 */
public final class ProblemAccessDeniedHandler implements AccessDeniedHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAccessDeniedHandler.class);

    private final ProblemDetails problems;

    /**
     * Creates the handler.
     * @param problems writes the problem
     */
    public ProblemAccessDeniedHandler(ProblemDetails problems) {
        this.problems = problems;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        log.info("Rejected {}: missing authority", request.getMethod());
        this.problems.write(response, ProblemDetails.of(ProblemType.FORBIDDEN,
                "The caller lacks the authority that this operation requires."));
    }

}
