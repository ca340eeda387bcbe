/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;

import dev.streamgate.hardening.problem.ProblemDetails;

/**
 * Enforces {@code streamgate.rate-limit.before-authentication}: by the client's address,
 * in front of Spring Security's filter chain.
 */
class PreAuthenticationLimitFilter extends OncePerRequestFilter {

    private final RequestLimits limits;

    private final RateLimitKeyResolver addresses;

    private final ProblemDetails problems;

    private final String plan;

    private final List<PathPattern> patterns;

    PreAuthenticationLimitFilter(RequestLimits limits, RateLimitKeyResolver addresses, ProblemDetails problems,
            String plan, List<String> patterns) {
        this.limits = limits;
        this.addresses = addresses;
        this.problems = problems;
        this.plan = plan;
        String property = "streamgate.rate-limit.before-authentication";
        limits.enforcer().requirePlan(plan, property + ".plan");
        this.patterns = patterns.stream()
            .map((pattern) -> UrlLimitFilter.parse(pattern, property + ".patterns"))
            .toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ProblemDetail rejection = matches(request)
                ? this.limits.enforce(this.plan, this.addresses.resolve(request), response) : null;
        if (rejection == null) {
            chain.doFilter(request, response);
        }
        else {
            this.problems.write(response, rejection);
        }
    }

    private boolean matches(HttpServletRequest request) {
        PathContainer path = UrlLimitFilter.path(request);
        for (PathPattern pattern : this.patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }

}
