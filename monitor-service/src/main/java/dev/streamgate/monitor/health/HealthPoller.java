/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.monitor.HealthStatus;
import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.contracts.monitor.InstanceMetrics;
import dev.streamgate.contracts.monitor.SuiteHealth;
import dev.streamgate.contracts.monitor.SuiteMetrics;
import dev.streamgate.monitor.history.HealthHistory;
import dev.streamgate.monitor.stream.ChangeStream;
import dev.streamgate.monitor.stream.CurrentState;
import dev.streamgate.monitor.suite.Instance;
import dev.streamgate.monitor.suite.Instances;

/**
 * Polls all instances concurrently, so that a slow one does not delay the others, and
 * serves their last known health and metrics. Thread-safe.
 */
@Component
class HealthPoller implements CurrentState {

    private static final Logger log = LoggerFactory.getLogger(HealthPoller.class);

    private static final String EVENT = "health";

    /** From best to worst. */
    private static final List<HealthStatus> ORDER = List.of(HealthStatus.UP, HealthStatus.UNKNOWN,
            HealthStatus.DEGRADED, HealthStatus.DOWN);

    private final Instances instances;

    private final SuiteSamples samples;

    private final ChangeStream changes;

    private final HealthHistory history;

    private final Clock clock;

    private volatile Map<Instance, PolledInstance> polled;

    HealthPoller(Instances instances, SuiteSamples samples, ChangeStream changes, HealthHistory history, Clock clock) {
        this.instances = instances;
        this.samples = samples;
        this.changes = changes;
        this.history = history;
        this.clock = clock;
        this.polled = polled(instances.all(), Map.of());
    }

    /** Polls every instance; returns when all have responded or timed out. */
    @Scheduled(fixedDelayString = "${streamgate.monitor.interval:10s}")
    void pollAll() {
        Map<Instance, PolledInstance> before = this.polled;
        Map<Instance, PolledInstance> now = polled(this.instances.refresh(), before);
        this.polled = now;
        before.forEach((instance, removed) -> {
            if (!now.containsKey(instance)) {
                this.samples.remove(instance);
                removed.markRemoved().ifPresent(this::changed);
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            now.values().forEach((instance) -> threads.execute(() -> instance.poll().ifPresent(this::changed)));
        }
    }

    private Map<Instance, PolledInstance> polled(List<Instance> all, Map<Instance, PolledInstance> before) {
        Map<Instance, PolledInstance> now = new LinkedHashMap<>();
        for (Instance instance : all) {
            PolledInstance known = before.get(instance);
            now.put(instance, (known != null) ? known
                    : new PolledInstance(instance, this.instances.client(), this.samples, this.clock));
        }
        return now;
    }

    private void changed(InstanceHealth health) {
        log.info("{} at {} is {} {}", health.service(), health.instance(), health.status(), health.failing());
        this.history.add(health);
        this.changes.publish(EVENT, health);
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public List<InstanceHealth> items() {
        return health().instances();
    }

    SuiteHealth health() {
        List<InstanceHealth> all = this.polled.values().stream().map(PolledInstance::health).toList();
        Map<String, Optional<HealthStatus>> best = all.stream()
            .collect(Collectors.groupingBy(InstanceHealth::service, Collectors.mapping(InstanceHealth::status,
                    Collectors.minBy(Comparator.comparingInt(ORDER::indexOf)))));
        HealthStatus worst = best.values()
            .stream()
            .flatMap(Optional::stream)
            .max(Comparator.comparingInt(ORDER::indexOf))
            .orElse(HealthStatus.UNKNOWN);
        return new SuiteHealth(worst, all);
    }

    /** Metrics of all instances, or of those of one service. */
    SuiteMetrics metrics(Optional<String> service) {
        List<InstanceMetrics> metrics = this.polled.values()
            .stream()
            .filter((instance) -> service.isEmpty() || instance.service().equals(service.get()))
            .flatMap((instance) -> instance.metrics().stream())
            .toList();
        return new SuiteMetrics(metrics);
    }

}
