/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** The scrape of a service with the suite's default settings. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "spring.config.import=classpath:streamgate-defaults.yaml", "spring.application.name=sample",
                "streamgate.security.resource-server.public-paths=/**" })
class ScrapeTests {

    private final RestTestClient client;

    private final ApplicationContext context;

    @Autowired
    ScrapeTests(@LocalServerPort int port, ApplicationContext context) {
        this.context = context;
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @Test
    void theScrapeHasHistogramsAndTheServiceLabel() {
        this.client.get().uri("/greeting").exchange().expectStatus().isOk();
        String scrape = this.client.get()
            .uri("/actuator/prometheus")
            .exchange()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
        assertThat(scrape)
            .contains("streamgate_requests_seconds_bucket{outcome=\"success\",service=\"sample\",le=\"0.1\"}")
            .contains("streamgate_service_error_rate_ratio{service=\"sample\"}")
            .contains("streamgate_service_uptime_seconds{")
            .contains("tomcat_connections_current_connections{");
    }

    @Test
    void nothingIsExportedWithoutACollector() {
        assertThat(this.context.getBeansOfType(SpanExporter.class)).isEmpty();
        assertThat(this.context.getBeansOfType(MeterRegistry.class).values())
            .allMatch((registry) -> !registry.getClass().getName().contains("Otlp"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(GreetingController.class)
    static class SampleApplication {

    }

    @RestController
    static class GreetingController {

        @GetMapping("/greeting")
        String greeting() {
            return "hello";
        }

    }

}
