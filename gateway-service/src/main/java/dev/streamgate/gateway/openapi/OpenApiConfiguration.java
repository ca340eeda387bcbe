/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.openapi;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.gateway.proxy.Forwarder;
import dev.streamgate.gateway.route.Routes;
import dev.streamgate.hardening.ratelimit.RouteLimits;

/** Serves the suite's OpenAPI document at {@code /openapi.json}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    @Bean
    @Order(0)
    RouterFunction<ServerResponse> openApi(Routes routes, Forwarder forwarder, JsonMapper json,
            ObjectProvider<BuildProperties> build, CacheManager caches, RouteLimits limits) {
        BuildProperties properties = build.getIfAvailable();
        OpenApiDocuments documents = new OpenApiDocuments(routes, forwarder, json, Clock.systemUTC(),
                (properties != null && properties.getVersion() != null) ? properties.getVersion() : "0",
                Objects.requireNonNull(caches.getCache("descriptions")));
        return RouterFunctions.route()
            .GET("/openapi.json",
                    (request) -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.maxAge(Duration.ofSeconds(5)))
                        .body(documents.current()))
            .filter(limits.plan("api"))
            .build();
    }

}
