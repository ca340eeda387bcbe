/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.input;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/** Refuses queries with the character U+0000, which PostgreSQL cannot store or compare. */
final class QueryFilter extends OncePerRequestFilter {

    private static final String FILTERED = QueryFilter.class.getName() + ".FILTERED";

    private final ProblemDetails problems;

    QueryFilter(ProblemDetails problems) {
        this.problems = problems;
    }

    /** A constant, since the default implementation concatenates it for each request. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return FILTERED;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        if (query != null && query.contains("%00")) {
            this.problems.write(response, ProblemDetails.of(ProblemType.BAD_REQUEST,
                    "The query must not contain the character U+0000."));
            return;
        }
        chain.doFilter(request, response);
    }

}
