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
 * {@code GET /health} answers as long as the gateway lives and says which services are
 * ready; {@code GET /ready} says whether the gateway takes requests. Neither names an
 * address. What nobody else answers is a 404 problem.
 */
@Configuration(proxyBeanMethods = false)
class OverviewConfiguration {

    /** Errors are dispatched to whoever renders them. */
    private static final RequestPredicate FROM_A_CLIENT = (
            request) -> request.servletRequest().getDispatcherType() == DispatcherType.REQUEST;

    @Bean
    @Order(0)
    RouterFunction<ServerResponse> overview(Routes routes, Forwarder forwarder, ApplicationAvailability availability,
            RouteLimits limits) {
        ServiceReadiness services = new ServiceReadiness(routes, forwarder, Clock.systemUTC());
        return RouterFunctions.route()
            .GET("/health", (request) -> health(services.byService()))
            .GET("/ready", (request) -> ready(availability.getReadinessState()))
            .filter(limits.plan("api"))
            .build();
    }

    /**
     * The last route, since all paths lead to it: whoever tries one address after the
     * other is limited as well.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RouterFunction<ServerResponse> unknown(RouteLimits limits) {
        return RouterFunctions.route().route(RequestPredicates.path("/**").and(FROM_A_CLIENT), (request) -> {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this address.");
        }).filter(limits.plan("api")).build();
    }

    private static ServerResponse health(Map<String, String> services) {
        boolean whole = services.values().stream().allMatch("up"::equals);
        return ServerResponse.ok()
            .cacheControl(CacheControl.noStore())
            .body(Map.of("status", whole ? "up" : "degraded", "services", services));
    }

    private static ServerResponse ready(ReadinessState state) {
        boolean ready = state == ReadinessState.ACCEPTING_TRAFFIC;
        return ServerResponse.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
            .cacheControl(CacheControl.noStore())
            .body(Map.of("status", ready ? "up" : "down"));
    }

}
