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
import org.jspecify.annotations.Nullable;
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

    private final @Nullable String plan;

    private final @Nullable UnverifiedTokens unverified;

    private final List<PathPattern> patterns;

    /**
     * Creates a filter.
     * @param plan the plan of all requests; null for none
     * @param unverified the requests that another plan limits; null for none
     */
    PreAuthenticationLimitFilter(RequestLimits limits, RateLimitKeyResolver addresses, ProblemDetails problems,
            @Nullable String plan, @Nullable UnverifiedTokens unverified, List<String> patterns) {
        this.limits = limits;
        this.addresses = addresses;
        this.problems = problems;
        this.plan = plan;
        this.unverified = unverified;
        String property = "streamgate.rate-limit.before-authentication";
        if (plan != null) {
            limits.enforcer().requirePlan(plan, property + ".plan");
        }
        if (unverified != null) {
            limits.enforcer().requirePlan(unverified.plan(), property + ".unverified-plan");
        }
        this.patterns = patterns.stream()
            .map((pattern) -> UrlLimitFilter.parse(pattern, property + ".patterns"))
            .toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        UnverifiedTokens tokens = this.unverified;
        boolean limited = matches(request);
        if ((limited && this.plan != null && isRejected(this.plan, request, response)) || (limited && tokens != null
                && tokens.matches(request) && isRejected(tokens.plan(), request, response))) {
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isRejected(String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long nanos = this.limits.enforcer().tryConsume(name, this.addresses.resolve(request));
        if (nanos >= 0) {
            return false;
        }
        this.problems.write(response, this.limits.reject(name, nanos, response));
        return true;
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
