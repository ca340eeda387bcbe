/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

import dev.streamgate.contracts.monitor.HealthStatus;
import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.contracts.monitor.InstanceMetrics;
import dev.streamgate.contracts.monitor.SuiteHealth;
import dev.streamgate.contracts.monitor.SuiteMetrics;
import dev.streamgate.monitor.history.HealthHistory;
import dev.streamgate.monitor.stream.ChangeStream;
import dev.streamgate.monitor.stream.PresentState;
import dev.streamgate.monitor.suite.Instance;
import dev.streamgate.monitor.suite.Instances;

/**
 * Looks after all instances at once, so that a slow one delays none of the others, and
 * answers from what it knows. Safe for threads.
 */
class HealthPoller implements PresentState {

    private static final Logger log = LoggerFactory.getLogger(HealthPoller.class);

    private static final String EVENT = "health";

    /** From best to worst. */
    private static final List<HealthStatus> ORDER = List.of(HealthStatus.UP, HealthStatus.UNKNOWN,
            HealthStatus.DEGRADED, HealthStatus.DOWN);

    private final Instances instances;

    private final Function<Instance, PolledInstance> watching;

    private final SuiteSamples samples;

    private final ChangeStream changes;

    private final HealthHistory history;

    private volatile Map<Instance, PolledInstance> watched;

    HealthPoller(Instances instances, Function<Instance, PolledInstance> watching, SuiteSamples samples,
            ChangeStream changes, HealthHistory history) {
        this.instances = instances;
        this.watching = watching;
        this.samples = samples;
        this.changes = changes;
        this.history = history;
        this.watched = watch(instances.all(), Map.of());
    }

    /** Asks every instance; returns when all have answered or run out of time. */
    @Scheduled(fixedDelayString = "${streamgate.monitor.interval:10s}")
    void askAll() {
        Map<Instance, PolledInstance> before = this.watched;
        Map<Instance, PolledInstance> now = watch(this.instances.refresh(), before);
        this.watched = now;
        before.forEach((instance, gone) -> {
            if (!now.containsKey(instance)) {
                this.samples.forget(instance);
                gone.end().ifPresent(this::changed);
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            now.values().forEach((instance) -> threads.execute(() -> instance.ask().ifPresent(this::changed)));
        }
    }

    private Map<Instance, PolledInstance> watch(List<Instance> all, Map<Instance, PolledInstance> before) {
        Map<Instance, PolledInstance> now = new LinkedHashMap<>();
        for (Instance instance : all) {
            PolledInstance known = before.get(instance);
            now.put(instance, (known != null) ? known : this.watching.apply(instance));
        }
        return now;
    }

    private void changed(InstanceHealth health) {
        log.info("{} at {} is {} {}", health.service(), health.instance(), health.status(), health.failing());
        this.history.add(health);
        this.changes.tell(EVENT, health);
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
        List<InstanceHealth> all = this.watched.values().stream().map(PolledInstance::health).toList();
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

    /** What all instances measured, or those of one service. */
    SuiteMetrics metrics(Optional<String> service) {
        List<InstanceMetrics> metrics = this.watched.values()
            .stream()
            .filter((instance) -> service.isEmpty() || instance.service().equals(service.get()))
            .flatMap((instance) -> instance.metrics().stream())
            .toList();
        return new SuiteMetrics(metrics);
    }

}
