/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RequestMetricsTests {

    private final RestTestClient client;

    private final MeterRegistry registry;

    private final ServiceMetrics metrics;

    @Autowired
    RequestMetricsTests(@LocalServerPort int port, MeterRegistry registry, ServiceMetrics metrics) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.registry = registry;
        this.metrics = metrics;
    }

    @Test
    void operationsAreMeasuredByControllerMethodAndOutcome() {
        get("/items/1");
        get("/items/2");
        get("/items/0");
        get("/later");
        this.client.post().uri("/items").contentType(MediaType.TEXT_PLAIN).body("12345").exchange();
        await(() -> assertThat(operations("Item", "get", "success")).isEqualTo(2));
        await(() -> assertThat(operations("Item", "get", "rejected")).isEqualTo(1));
        await(() -> assertThat(operations("Item", "later", "success")).isEqualTo(1));
        await(() -> assertThat(this.registry.get("streamgate.operation.body.size")
            .tags("handler", "Item", "operation", "create")
            .summary()
            .totalAmount()).isEqualTo(5));
    }

    @Test
    void theAnnotationSaysWhichOperationsAreLongByNature() {
        get("/feed");
        get("/items/1");
        await(() -> assertThat(durations("feed")).containsExactly("long"));
        await(() -> assertThat(durations("get")).containsOnly("short"));
    }

    @Test
    void theSnapshotHasTheErrorRate() {
        for (int i = 0; i < 3; i++) {
            get("/broken");
        }
        await(() -> assertThat(this.metrics.snapshot().failures()).isEqualTo(3));
        await(() -> assertThat(this.metrics.snapshot().active()).isZero());
        ServiceSnapshot snapshot = this.metrics.snapshot();
        assertThat(snapshot.errorRate()).isEqualTo((double) snapshot.failures() / snapshot.requests());
        assertThat(snapshot.successRate()).isEqualTo(1 - snapshot.errorRate());
        assertThat(snapshot.uptime()).isPositive();
        assertThat(snapshot.totalFailures()).isEqualTo(3);
        assertThat(this.registry.get("streamgate.service.health").gauge().value()).isEqualTo(1);
    }

    @Test
    void requestsToTheActuatorAreNotMeasured() {
        get("/nowhere/at-all");
        await(() -> assertThat(this.metrics.snapshot().active()).isZero());
        long before = this.metrics.snapshot().totalRequests();
        get("/actuator/prometheus");
        get("/actuator/health");
        get("/nowhere/at-all");
        await(() -> assertThat(this.metrics.snapshot().totalRequests()).isEqualTo(before + 1));
    }

    private void get(String path) {
        this.client.get().uri(path).exchange();
    }

    private double operations(String handler, String operation, String outcome) {
        return this.registry.get("streamgate.operations")
            .tags("handler", handler, "operation", operation, "outcome", outcome)
            .timer()
            .count();
    }

    private List<String> durations(String operation) {
        return this.registry.find("streamgate.operations")
            .tag("operation", operation)
            .timers()
            .stream()
            .map((timer) -> timer.getId().getTag("duration"))
            .toList();
    }

    /** A client receives the response shortly before the filters complete. */
    private static void await(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ItemController.class)
    static class SampleApplication {

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }

    }

    @RestController
    static class ItemController {

        @GetMapping("/items/{id}")
        String get(@PathVariable int id) {
            if (id == 0) {
                throw new ProblemException(ProblemType.NOT_FOUND, "Item not found.");
            }
            return "item";
        }

        @PostMapping("/items")
        String create(@RequestBody String body) {
            return body;
        }

        @GetMapping("/actuator/{endpoint}")
        String endpoint(@PathVariable String endpoint) {
            return endpoint;
        }

        @GetMapping("/feed")
        @LongRunning
        String feed() {
            return "feed";
        }

        @GetMapping("/later")
        Callable<String> later() {
            return () -> "later";
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException();
        }

    }

}
