/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.util.Assert;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Limits for router functions, which {@link RateLimited} cannot mark:
 * {@code route().GET(…).filter(limits.plan("gateway"))}. Safe for threads.
 */
public final class RouteLimits {

    private final @Nullable RateLimitEnforcer gate;

    /** Limits that the gate decides on; none at all without a gate. */
    RouteLimits(@Nullable RateLimitEnforcer gate) {
        this.gate = gate;
    }

    /**
     * A filter that applies the plan to each request of its routes.
     * @throws InvalidConfigurationException when there is no such plan
     */
    public HandlerFilterFunction<ServerResponse, ServerResponse> plan(String plan) {
        RateLimitEnforcer gate = this.gate;
        if (gate == null) {
            return (request, next) -> next.handle(request);
        }
        gate.require(plan, "A route");
        return (request, next) -> {
            ProblemDetail refusal = gate.refusal(plan, request.servletRequest(), reply(request));
            return (refusal == null) ? next.handle(request)
                    : ServerResponse.status(refusal.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(refusal);
        };
    }

    /**
     * The reply itself: its headers are then there whatever the route answers, and beside
     * those of a service behind it.
     */
    private static jakarta.servlet.http.HttpServletResponse reply(ServerRequest request) {
        var attributes = RequestContextHolder.getRequestAttributes();
        Assert.state(attributes instanceof ServletRequestAttributes, () -> "No reply is bound to " + request.method());
        var response = ((ServletRequestAttributes) attributes).getResponse();
        Assert.state(response != null, "No reply is bound to the request");
        return response;
    }

}
