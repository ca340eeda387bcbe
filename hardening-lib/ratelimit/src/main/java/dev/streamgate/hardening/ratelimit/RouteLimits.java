/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.util.Assert;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Limits for router functions, which {@link RateLimited} cannot annotate:
 * {@code route().GET(…).filter(limits.plan("gateway"))}. Thread-safe.
 */
public final class RouteLimits {

    private final RequestLimits limits;

    RouteLimits(RequestLimits limits) {
        this.limits = limits;
    }

    /**
     * A filter that applies the plan to each request of its routes.
     * @throws InvalidConfigurationException when the plan is unknown
     */
    public HandlerFilterFunction<ServerResponse, ServerResponse> plan(String plan) {
        this.limits.enforcer().requirePlan(plan, "A route");
        return (request, next) -> {
            ProblemDetail rejection = this.limits.enforce(plan, request.servletRequest(), servletResponse());
            return (rejection == null) ? next.handle(request)
                    : ServerResponse.status(rejection.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(rejection);
        };
    }

    /**
     * The servlet response. Headers set there are sent with any response of the route,
     * beside those of an upstream service.
     */
    private static HttpServletResponse servletResponse() {
        var attributes = RequestContextHolder.getRequestAttributes();
        Assert.state(attributes instanceof ServletRequestAttributes, "No servlet request is bound to this thread");
        var response = ((ServletRequestAttributes) attributes).getResponse();
        Assert.state(response != null, "No servlet response is bound to this thread");
        return response;
    }

}
