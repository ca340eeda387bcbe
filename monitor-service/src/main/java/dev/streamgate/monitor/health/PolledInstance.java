/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.io.IOException;
import java.net.URI;
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

/** One instance and what is known of it. One thread asks at a time; any thread reads. */
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

    private @Nullable MetricsSnapshot last;

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

    /** What it measured; empty while it is down. */
    Optional<InstanceMetrics> metrics() {
        return Optional.ofNullable(this.metrics);
    }

    /**
     * Asks it.
     * @return its health when that has changed, else empty
     */
    Optional<InstanceHealth> ask() {
        Instant now = this.clock.instant();
        InstanceHealth before = this.health;
        Answer answer = askHealth();
        Instant since = (before.status() == answer.status()) ? before.since() : now;
        this.health = new InstanceHealth(this.service, before.instance(), answer.status(), since, now,
                answer.failing());
        readMetrics(now, answer.status());
        return (before.status() == answer.status()) ? Optional.empty() : Optional.of(this.health);
    }

    /**
     * It is asked no more.
     * @return that it is down, unless that was known
     */
    Optional<InstanceHealth> end() {
        Instant now = this.clock.instant();
        InstanceHealth before = this.health;
        return (before.status() == HealthStatus.DOWN) ? Optional.empty() : Optional
            .of(new InstanceHealth(this.service, before.instance(), HealthStatus.DOWN, now, now, List.of()));
    }

    private Answer askHealth() {
        try {
            return this.client.get().uri(this.address.resolve("/actuator/health")).exchange((request, response) -> {
                HttpStatusCode status = response.getStatusCode();
                Health body = response.bodyTo(Health.class);
                if (body == null || (!status.is2xxSuccessful() && status.value() != 503)) {
                    return new Answer(HealthStatus.DEGRADED, List.of("health"));
                }
                return body.toAnswer();
            });
        }
        catch (RestClientException ex) {
            log.debug("{} at {} does not answer", this.service, this.address, ex);
            return new Answer(HealthStatus.DOWN, List.of());
        }
    }

    private void readMetrics(Instant now, HealthStatus status) {
        Exposition exposition = (status != HealthStatus.DOWN) ? scrape() : null;
        if (exposition == null) {
            this.samples.missed(this.instance);
            this.metrics = (status != HealthStatus.DOWN) ? this.metrics : null;
            return;
        }
        this.samples.scraped(this.instance, exposition);
        MetricsSnapshot reading = MetricsSnapshot.of(exposition, now);
        this.metrics = reading.toView(this.service, this.health.instance(), this.last);
        this.last = reading;
    }

    private @Nullable Exposition scrape() {
        try {
            return this.client.get()
                .uri(this.address.resolve("/actuator/prometheus"))
                .exchange((request, response) -> read(response.getStatusCode(), response.getBody()));
        }
        catch (RestClientException ex) {
            log.debug("The meters of {} at {} cannot be read", this.service, this.address, ex);
            return null;
        }
    }

    private @Nullable Exposition read(HttpStatusCode status, java.io.InputStream body) throws IOException {
        if (!status.is2xxSuccessful()) {
            return null;
        }
        try (var lines = new java.io.BufferedReader(
                new java.io.InputStreamReader(body, java.nio.charset.StandardCharsets.UTF_8))) {
            return Exposition.read(() -> lines.lines().limit(MAX_LINES).iterator(),
                    (meter) -> MetricsSnapshot.wants(meter) || this.samples.wants(meter));
        }
    }

    private record Answer(HealthStatus status, List<String> failing) {
    }

    /**
     * Actuator's reply.
     *
     * @param status {@code UP} or another word
     * @param components by name; absent when this service may not see them
     */
    private record Health(String status, @Nullable Map<String, Component> components) {

        Answer toAnswer() {
            if ("UP".equals(this.status)) {
                return new Answer(HealthStatus.UP, List.of());
            }
            List<String> failing = (this.components == null) ? List.of()
                    : this.components.entrySet()
                        .stream()
                        .filter((component) -> !List.of("UP", "UNKNOWN").contains(component.getValue().status()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
            return new Answer(HealthStatus.DEGRADED, failing);
        }

        private record Component(String status) {
        }

    }

}
