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
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;

import dev.streamgate.hardening.problem.ProblemDetails;

/**
 * Enforces {@code streamgate.rate-limit.before-authentication}: by the client's address,
 * in front of Spring Security's filter chain. Only rejections have response headers;
 * those of the limit by user describe what the client can plan with.
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
        long nanos = matches(request) ? this.limits.enforcer().tryConsume(this.plan, this.addresses.resolve(request))
                : 0;
        if (nanos >= 0) {
            chain.doFilter(request, response);
        }
        else {
            this.problems.write(response, this.limits.reject(this.plan, nanos, response));
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
