/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ProblemDetail;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.streamgate.hardening.problem.ProblemDetails;

/**
 * Enforces the limits of handlers before their arguments are read. Those whose
 * expressions refer to arguments are left to {@link RateLimitAdvisor}.
 */
class RateLimitInterceptor implements HandlerInterceptor {

    private final RequestLimits limits;

    private final RateLimitedMethods methods;

    private final ProblemDetails problems;

    RateLimitInterceptor(RequestLimits limits, RateLimitedMethods methods, ProblemDetails problems) {
        this.limits = limits;
        this.methods = methods;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        // The result of an asynchronous handler is dispatched as a second request.
        if (!(handler instanceof HandlerMethod method) || request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        LimitDefinition limit = this.methods.ofHandler(method.getMethod(), method.getBeanType());
        ProblemDetail rejection = (limit != null) ? this.limits.enforce(limit, Map.of(), request, response) : null;
        if (rejection != null) {
            this.problems.write(response, rejection);
        }
        return rejection == null;
    }

}
