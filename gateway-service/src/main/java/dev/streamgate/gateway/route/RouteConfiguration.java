/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import dev.streamgate.gateway.proxy.Forwarder;
import dev.streamgate.hardening.ratelimit.RouteLimits;

/** The routes as router functions. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    Routes routes(RouteProperties properties, Environment environment) {
        return new Routes(properties, environment);
    }

    @Bean
    @Order(0)
    RouterFunction<ServerResponse> services(Routes routes, Forwarder forwarder, RouteLimits limits) {
        return routes.all()
            .stream()
            .map((route) -> routerFunction(route, forwarder, limits))
            .reduce(RouterFunction::and)
            .orElseThrow();
    }

    private static RouterFunction<ServerResponse> routerFunction(ServiceRoute route, Forwarder forwarder,
            RouteLimits limits) {
        RequestPredicate paths = route.paths()
            .stream()
            .map(RequestPredicates::path)
            .reduce(RequestPredicate::or)
            .orElseThrow();
        return RouterFunctions.route()
            .route(paths, (request) -> forwarder.forward(request, route.upstream()))
            .filter(limits.plan("gateway"))
            .build();
    }

}
