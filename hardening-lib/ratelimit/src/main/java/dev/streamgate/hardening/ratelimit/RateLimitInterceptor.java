/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ProblemDetail;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.problem.ProblemDetails;

/** Enforces the plan of {@link RateLimited} before the handler's arguments are read. */
class RateLimitInterceptor implements HandlerInterceptor {

    private final RateLimitEnforcer enforcer;

    private final ProblemDetails problems;

    private final Map<Method, Optional<String>> plans = new ConcurrentHashMap<>();

    RateLimitInterceptor(RateLimitEnforcer enforcer, ProblemDetails problems) {
        this.enforcer = enforcer;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        // The result of an asynchronous handler is dispatched as a second request.
        if (!(handler instanceof HandlerMethod method) || request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        String plan = plan(method);
        ProblemDetail rejection = (plan != null) ? this.enforcer.enforce(plan, request, response) : null;
        if (rejection != null) {
            this.problems.write(response, rejection);
        }
        return rejection == null;
    }

    /**
     * Checks that the plan of a handler exists. Called when the application starts.
     * @throws InvalidConfigurationException when the plan is unknown
     */
    void verify(HandlerMethod handler) {
        String plan = plan(handler);
        if (plan != null) {
            this.enforcer.requirePlan(plan, "@RateLimited on " + handler.getShortLogMessage());
        }
    }

    private @Nullable String plan(HandlerMethod handler) {
        Optional<String> plan = this.plans.get(handler.getMethod());
        if (plan == null) {
            plan = find(handler);
            this.plans.put(handler.getMethod(), plan);
        }
        return plan.orElse(null);
    }

    private static Optional<String> find(HandlerMethod handler) {
        RateLimited limit = handler.getMethodAnnotation(RateLimited.class);
        if (limit == null) {
            limit = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), RateLimited.class);
        }
        return Optional.ofNullable(limit).map(RateLimited::value);
    }

}
