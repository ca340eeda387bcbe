/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.NetworkProperties;
import dev.streamgate.suite.resource.ConnectionBudget;

/**
 * The gateway's forwarder in front of the backend, without anything else of the gateway.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
@EnableConfigurationProperties({ ForwardedBodyProperties.class, ProxyProperties.class, NetworkProperties.class })
@Import(ProxyConfiguration.class)
public class ForwarderProxy {

    public static void main(String[] args) {
        SpringApplication.run(ForwarderProxy.class, args);
    }

    /** All clients have one address. */
    @Bean
    ConnectionBudget connectionBudget() {
        return new ConnectionBudget(8192);
    }

    @Bean
    ClientAddresses clientAddresses() {
        return new ClientAddresses(List.of());
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    RouterFunction<ServerResponse> route(Forwarder forwarder, @Value("${benchmark.backend}") URI backend,
            @Value("${benchmark.timeout}") Duration timeout) {
        Upstream upstream = new Upstream("backend", "The backend", backend, timeout,
                new RequestBodyPolicy(List.of(MediaType.ALL), DataSize.ofMegabytes(1), DataSize.ofGigabytes(20)));
        return RouterFunctions.route()
            .route(RequestPredicates.path("/api/**"), (request) -> forwarder.forward(request, upstream))
            .build();
    }

}
