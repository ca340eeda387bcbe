/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.overview;

import java.time.Clock;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import dev.streamgate.gateway.proxy.Forwarder;
import dev.streamgate.gateway.route.Routes;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RouteLimits;

/**
 * {@code GET /health} reports which services are ready, with status 200 as long as the
 * gateway runs. {@code GET /ready} reports whether the gateway accepts requests. Neither
 * discloses addresses. All unknown paths are 404 problems.
 */
@Configuration(proxyBeanMethods = false)
class OverviewConfiguration {

    /** Excludes error dispatches, which are rendered by the error controller. */
    private static final RequestPredicate CLIENT_REQUEST = (
            request) -> request.servletRequest().getDispatcherType() == DispatcherType.REQUEST;

    @Bean
    @Order(0)
    RouterFunction<ServerResponse> overview(Routes routes, Forwarder forwarder, ApplicationAvailability availability,
            RouteLimits limits) {
        ServiceReadiness readiness = new ServiceReadiness(routes, forwarder, Clock.systemUTC());
        return RouterFunctions.route()
            .GET("/health", (request) -> health(readiness.byService()))
            .GET("/ready", (request) -> ready(availability.getReadinessState()))
            .filter(limits.plan("api"))
            .build();
    }

    /**
     * The last route. It matches every path, so that scanning for paths is rate limited.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RouterFunction<ServerResponse> unknown(RouteLimits limits) {
        return RouterFunctions.route().route(RequestPredicates.path("/**").and(CLIENT_REQUEST), (request) -> {
            throw new ProblemException(ProblemType.NOT_FOUND, "No resource exists at this path.");
        }).filter(limits.plan("api")).build();
    }

    private static ServerResponse health(Map<String, String> services) {
        boolean allUp = services.values().stream().allMatch("up"::equals);
        return ServerResponse.ok()
            .cacheControl(CacheControl.noStore())
            .body(Map.of("status", allUp ? "up" : "degraded", "services", services));
    }

    private static ServerResponse ready(ReadinessState state) {
        boolean ready = state == ReadinessState.ACCEPTING_TRAFFIC;
        return ServerResponse.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
            .cacheControl(CacheControl.noStore())
            .body(Map.of("status", ready ? "up" : "down"));
    }

}
