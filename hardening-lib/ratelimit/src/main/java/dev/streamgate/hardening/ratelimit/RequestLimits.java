/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Enforces limits on requests, and sets the response headers of {@link PlanHeaders}.
 * Thread-safe.
 */
final class RequestLimits {

    private final RateLimitEnforcer enforcer;

    private final RequestCallers callers;

    private final BeanFactoryResolver beans;

    RequestLimits(RateLimitEnforcer enforcer, RequestCallers callers, BeanFactoryResolver beans) {
        this.enforcer = enforcer;
        this.callers = callers;
        this.beans = beans;
    }

    RateLimitEnforcer enforcer() {
        return this.enforcer;
    }

    /**
     * Consumes a token for the request's caller and sets the response headers.
     * @return null when the request is allowed, else the problem to respond with
     */
    @Nullable ProblemDetail enforce(String plan, HttpServletRequest request, HttpServletResponse response) {
        return this.enforcer.isEnabled() ? enforce(plan, this.callers.key(request), response) : null;
    }

    /**
     * Evaluates the definition's expressions and consumes a token if it applies.
     * @return null when the request is allowed, else the problem to respond with
     */
    @Nullable ProblemDetail enforce(LimitDefinition limit, Map<String, ?> variables, HttpServletRequest request,
            HttpServletResponse response) {
        if (!limit.hasExpressions() || !this.enforcer.isEnabled()) {
            return enforce(limit.plan(), request, response);
        }
        StandardEvaluationContext context = new StandardEvaluationContext(this.callers.context(request));
        context.setBeanResolver(this.beans);
        variables.forEach(context::setVariable);
        if (!limit.applies(context)) {
            return null;
        }
        RateLimitKey key = limit.key(context);
        return enforce(limit.plan(), (key != null) ? key : this.callers.key(request), response);
    }

    /**
     * Consumes a token and sets the response headers.
     * @param key null when the request is not limited
     * @return null when the request is allowed, else the problem to respond with
     */
    @Nullable ProblemDetail enforce(String plan, @Nullable RateLimitKey key, HttpServletResponse response) {
        long nanos = this.enforcer.tryConsume(plan, key);
        if (nanos == RateLimitEnforcer.UNLIMITED) {
            return null;
        }
        if (nanos < 0) {
            return reject(plan, nanos, response);
        }
        PlanHeaders headers = this.enforcer.headers(plan);
        response.addHeader(PlanHeaders.POLICY, headers.policy());
        response.addHeader(PlanHeaders.LIMIT,
                headers.limit(headers.remaining(nanos), RateLimitEnforcer.seconds(nanos)));
        return null;
    }

    /**
     * Sets the headers of a rejection.
     * @param nanos the negative result of {@link RateLimitEnforcer#tryConsume}
     * @return the problem to respond with
     */
    ProblemDetail reject(String plan, long nanos, HttpServletResponse response) {
        PlanHeaders headers = this.enforcer.headers(plan);
        long retryAfter = RateLimitEnforcer.retryAfterSeconds(nanos);
        response.addHeader(PlanHeaders.POLICY, headers.policy());
        response.addHeader(PlanHeaders.LIMIT, headers.limit(0, retryAfter));
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        return ProblemDetails.of(ProblemType.RATE_LIMITED, this.enforcer.detail(plan, nanos));
    }

}
