/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.net.URI;

import org.apache.coyote.AbstractProtocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Spring Cloud Gateway Server WebMVC in front of the backend, with the forwarder's
 * buffers and number of connections.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SpringCloudProxy {

    private static final int MAX_CONNECTIONS = 1000;

    public static void main(String[] args) {
        SpringApplication.run(SpringCloudProxy.class, args);
    }

    @Bean
    RouterFunction<ServerResponse> route(@Value("${benchmark.backend}") URI backend) {
        return GatewayRouterFunctions.route("backend")
            .route(RequestPredicates.path("/api/**"), HandlerFunctions.http())
            .before(BeforeFilterFunctions.uri(backend))
            .build();
    }

    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> connectionPool() {
        return (builder) -> builder.withConnectionManagerCustomizer(
                (connections) -> connections.setMaxConnPerRoute(MAX_CONNECTIONS).setMaxConnTotal(MAX_CONNECTIONS));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectorBuffers() {
        return (server) -> server.addConnectorCustomizers((connector) -> {
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setProperty("socket.appReadBufSize", "16384");
                protocol.setProperty("socket.appWriteBufSize", "32768");
            }
        });
    }

}
