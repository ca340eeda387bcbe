/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.console;

import java.time.Duration;
import java.util.Objects;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.webjars.WebJarVersionLocator;

import dev.streamgate.hardening.ratelimit.RouteLimits;

/**
 * Static pages, all from this origin: they work without the internet and under a content
 * security policy without {@code unsafe-inline}. Scripts of others come out of webjars.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    private static final CacheControl SHORTLY = CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    @Bean
    @Order(0)
    RouterFunction<ServerResponse> console(RouteLimits limits) {
        return RouterFunctions.route()
            .GET("/", (request) -> page("index.html"))
            .GET("/docs", (request) -> page("docs.html"))
            .GET("/watch", (request) -> page("watch.html"))
            .resources("/assets/console/**", new ClassPathResource("console/"), ConsoleConfiguration::cached)
            .resources("/assets/swagger-ui/**", webjar("swagger-ui", "swagger-ui", ""), ConsoleConfiguration::cached)
            .resources("/assets/hls/**", webjar("hls.js", "hls.js", "dist/"), ConsoleConfiguration::cached)
            .filter(limits.plan("api"))
            .build();
    }

    private static ServerResponse page(String name) {
        return ServerResponse.ok()
            .contentType(MediaType.TEXT_HTML)
            .cacheControl(CacheControl.noCache())
            .body(new ClassPathResource("console/" + name));
    }

    private static void cached(Resource resource, org.springframework.http.HttpHeaders headers) {
        headers.setCacheControl(SHORTLY);
    }

    private static Resource webjar(String name, String folder, String inside) {
        String version = Objects.requireNonNull(new WebJarVersionLocator().version(name), "No webjar " + name);
        return new ClassPathResource("META-INF/resources/webjars/" + folder + "/" + version + "/" + inside);
    }

}
