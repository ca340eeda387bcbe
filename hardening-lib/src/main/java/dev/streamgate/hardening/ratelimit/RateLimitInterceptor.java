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

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/** Applies the plan of {@link RateLimited} before the handler's arguments are read. */
class RateLimitInterceptor implements HandlerInterceptor {

    private final RateLimitEnforcer gate;

    private final ProblemDetails problems;

    private final Map<Method, Optional<String>> plans = new ConcurrentHashMap<>();

    RateLimitInterceptor(RateLimitEnforcer gate, ProblemDetails problems) {
        this.gate = gate;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        // An asynchronous handler comes by a second time, with its result.
        if (!(handler instanceof HandlerMethod method) || request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        String plan = plan(method);
        ProblemDetail refusal = (plan != null) ? this.gate.refusal(plan, request, response) : null;
        if (refusal != null) {
            this.problems.write(response, refusal);
        }
        return refusal == null;
    }

    /**
     * Checks the handler's plan when the application starts.
     * @throws InvalidConfigurationException when there is no such plan
     */
    void verify(HandlerMethod handler) {
        String plan = plan(handler);
        if (plan != null) {
            this.gate.require(plan, "@RateLimited on " + handler.getShortLogMessage());
        }
    }

    private @Nullable String plan(HandlerMethod handler) {
        Optional<String> known = this.plans.get(handler.getMethod());
        if (known == null) {
            known = find(handler);
            this.plans.put(handler.getMethod(), known);
        }
        return known.orElse(null);
    }

    private static Optional<String> find(HandlerMethod handler) {
        RateLimited limit = handler.getMethodAnnotation(RateLimited.class);
        if (limit == null) {
            limit = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), RateLimited.class);
        }
        return Optional.ofNullable(limit).map(RateLimited::value);
    }

}
