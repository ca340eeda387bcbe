/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.monitor.HealthStatus;
import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.contracts.monitor.InstanceMetrics;
import dev.streamgate.monitor.suite.Instance;

/**
 * One instance with its last known health and metrics. One thread polls at a time; any
 * thread may read.
 */
class PolledInstance {

    private static final Logger log = LoggerFactory.getLogger(PolledInstance.class);

    private static final int MAX_LINES = 200_000;

    private final Instance instance;

    private final String service;

    private final URI address;

    private final SuiteSamples samples;

    private final RestClient client;

    private final Clock clock;

    private volatile InstanceHealth health;

    private volatile @Nullable InstanceMetrics metrics;

    private @Nullable MetricsSnapshot previous;

    PolledInstance(Instance instance, RestClient client, SuiteSamples samples, Clock clock) {
        this.instance = instance;
        this.samples = samples;
        this.service = instance.service();
        this.address = instance.address();
        this.client = client;
        this.clock = clock;
        this.health = new InstanceHealth(instance.service(), instance.name(), HealthStatus.UNKNOWN, clock.instant(),
                null, List.of());
    }

    String service() {
        return this.service;
    }

    InstanceHealth health() {
        return this.health;
    }

    /** The last metrics; empty while the instance is down. */
    Optional<InstanceMetrics> metrics() {
        return Optional.ofNullable(this.metrics);
    }

    /**
     * Polls health and metrics.
     * @return the health if its status has changed, else empty
     */
    Optional<InstanceHealth> poll() {
        Instant now = this.clock.instant();
        InstanceHealth before = this.health;
        Result result = pollHealth();
        Instant since = (before.status() == result.status()) ? before.since() : now;
        this.health = new InstanceHealth(this.service, before.instance(), result.status(), since, now,
                result.failing());
        pollMetrics(now, result.status());
        return (before.status() == result.status()) ? Optional.empty() : Optional.of(this.health);
    }

    /**
     * The instance is no longer polled.
     * @return the status {@code DOWN}, unless the instance has it already
     */
    Optional<InstanceHealth> markRemoved() {
        Instant now = this.clock.instant();
        InstanceHealth before = this.health;
        return (before.status() == HealthStatus.DOWN) ? Optional.empty() : Optional
            .of(new InstanceHealth(this.service, before.instance(), HealthStatus.DOWN, now, now, List.of()));
    }

    private Result pollHealth() {
        try {
            return this.client.get().uri(this.address.resolve("/actuator/health")).exchange((request, response) -> {
                HttpStatusCode status = response.getStatusCode();
                Health body = response.bodyTo(Health.class);
                if (body == null || (!status.is2xxSuccessful() && status.value() != 503)) {
                    return new Result(HealthStatus.DEGRADED, List.of("health"));
                }
                return body.toResult();
            });
        }
        catch (RestClientException ex) {
            log.debug("No response from {} at {}", this.service, this.address, ex);
            return new Result(HealthStatus.DOWN, List.of());
        }
    }

    private void pollMetrics(Instant now, HealthStatus status) {
        Exposition exposition = (status != HealthStatus.DOWN) ? scrape() : null;
        if (exposition == null) {
            this.samples.markUnreachable(this.instance);
            this.metrics = (status != HealthStatus.DOWN) ? this.metrics : null;
            return;
        }
        this.samples.update(this.instance, exposition);
        MetricsSnapshot snapshot = MetricsSnapshot.of(exposition, now);
        this.metrics = snapshot.toView(this.service, this.health.instance(), this.previous);
        this.previous = snapshot;
    }

    private @Nullable Exposition scrape() {
        try {
            return this.client.get()
                .uri(this.address.resolve("/actuator/prometheus"))
                .exchange((request, response) -> read(response.getStatusCode(), response.getBody()));
        }
        catch (RestClientException ex) {
            log.debug("The metrics of {} at {} could not be read", this.service, this.address, ex);
            return null;
        }
    }

    private @Nullable Exposition read(HttpStatusCode status, InputStream body) throws IOException {
        if (!status.is2xxSuccessful()) {
            return null;
        }
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            return Exposition.read(() -> lines.lines().limit(MAX_LINES).iterator(),
                    (metric) -> MetricsSnapshot.includes(metric) || this.samples.includes(metric));
        }
    }

    private record Result(HealthStatus status, List<String> failing) {
    }

    /**
     * Response of Actuator's health endpoint.
     *
     * @param status {@code UP} or another status
     * @param components components by name; absent if this service is not authorized to
     * see them
     */
    private record Health(String status, @Nullable Map<String, Component> components) {

        Result toResult() {
            if ("UP".equals(this.status)) {
                return new Result(HealthStatus.UP, List.of());
            }
            List<String> failing = (this.components == null) ? List.of()
                    : this.components.entrySet()
                        .stream()
                        .filter((component) -> !List.of("UP", "UNKNOWN").contains(component.getValue().status()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
            return new Result(HealthStatus.DEGRADED, failing);
        }

        private record Component(String status) {
        }

    }

}
