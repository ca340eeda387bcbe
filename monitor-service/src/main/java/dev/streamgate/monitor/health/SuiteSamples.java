/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.streamgate.hardening.alert.Sample;
import dev.streamgate.hardening.alert.SampleSource;
import dev.streamgate.monitor.suite.Instance;

/**
 * The last samples of all instances, with Prometheus' labels {@code job}, {@code service}
 * and {@code instance}, and the metric {@code up} of each instance. Only metrics that the
 * rules read are kept. Thread-safe.
 */
@Component
public class SuiteSamples implements SampleSource {

    private static final String JOB = "streamgate";

    private static final String UP = "up";

    /**
     * Evaluations before the samples are complete: the first one determines the metrics,
     * the next poll scrapes them, a later evaluation reads them.
     */
    private static final int INITIAL_EVALUATIONS = 3;

    private final Map<Instance, Map<String, List<Sample>>> samples = new ConcurrentHashMap<>();

    private final AtomicInteger evaluations = new AtomicInteger();

    private volatile Set<String> metrics = Set.of();

    @Override
    public List<Sample> read(String metric) {
        return this.samples.values()
            .stream()
            .flatMap((ofInstance) -> ofInstance.getOrDefault(metric, List.of()).stream())
            .toList();
    }

    @Override
    public Map<String, List<Sample>> read(Set<String> metrics) {
        this.metrics = Set.copyOf(metrics);
        this.evaluations.incrementAndGet();
        return SampleSource.super.read(metrics);
    }

    /** Whether the rules have been evaluated on all metrics that they read. */
    public boolean isComplete() {
        return this.evaluations.get() > INITIAL_EVALUATIONS;
    }

    boolean includes(String metric) {
        return this.metrics.contains(metric);
    }

    /** Replaces the samples of an instance by those of a scrape. */
    void update(Instance instance, Exposition exposition) {
        Map<String, List<Sample>> labelled = new HashMap<>();
        this.metrics.forEach((metric) -> labelled.put(metric,
                exposition.samples(metric).stream().map((sample) -> labelled(instance, sample)).toList()));
        labelled.put(UP, List.of(labelled(instance, new Sample(Map.of(), 1))));
        this.samples.put(instance, labelled);
    }

    /** Replaces the samples of an instance by {@code up == 0}. */
    void markUnreachable(Instance instance) {
        this.samples.put(instance, Map.of(UP, List.of(labelled(instance, new Sample(Map.of(), 0)))));
    }

    /** Removes the samples of an instance that no longer exists. */
    void remove(Instance instance) {
        this.samples.remove(instance);
    }

    private static Sample labelled(Instance instance, Sample sample) {
        Map<String, String> labels = new HashMap<>(sample.labels());
        Stream
            .of(Map.entry("job", JOB), Map.entry("service", instance.service()), Map.entry("instance", instance.name()))
            .forEach((label) -> labels.put(label.getKey(), label.getValue()));
        return new Sample(labels, sample.value());
    }

}
