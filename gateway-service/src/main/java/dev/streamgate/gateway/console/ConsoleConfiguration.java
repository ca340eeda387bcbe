/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.console;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.webjars.WebJarVersionLocator;

import dev.streamgate.hardening.ratelimit.RouteLimits;

/**
 * Static pages. All resources are served from this origin, third-party scripts from
 * webjars, so that the pages need no internet access and comply with a content security
 * policy without {@code unsafe-inline}.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    private static final CacheControl ASSET_CACHE_CONTROL = CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    @Bean
    @Order(0)
    RouterFunction<ServerResponse> console(RouteLimits limits) {
        return RouterFunctions.route()
            .GET("/", (request) -> page("index.html"))
            .GET("/docs", (request) -> page("docs.html"))
            .GET("/watch", (request) -> page("watch.html"))
            .resources("/assets/console/**", new ClassPathResource("console/"), ConsoleConfiguration::addHeaders)
            .resources("/assets/swagger-ui/**", webjar("swagger-ui", "swagger-ui", ""),
                    ConsoleConfiguration::addHeaders)
            .resources("/assets/hls/**", webjar("hls.js", "hls.js", "dist/"), ConsoleConfiguration::addHeaders)
            .filter(limits.plan("api"))
            .build();
    }

    private static ServerResponse page(String name) {
        return ServerResponse.ok()
            .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
            .cacheControl(CacheControl.noCache())
            .body(new ClassPathResource("console/" + name));
    }

    private static void addHeaders(Resource resource, HttpHeaders headers) {
        headers.setCacheControl(ASSET_CACHE_CONTROL);
        MediaTypeFactory.getMediaType(resource)
            .filter((type) -> "text".equals(type.getType()))
            .ifPresent((type) -> headers.setContentType(new MediaType(type, StandardCharsets.UTF_8)));
    }

    private static Resource webjar(String name, String artifact, String directory) {
        String version = Objects.requireNonNull(new WebJarVersionLocator().version(name), "Webjar not found: " + name);
        return new ClassPathResource("META-INF/resources/webjars/" + artifact + "/" + version + "/" + directory);
    }

}
