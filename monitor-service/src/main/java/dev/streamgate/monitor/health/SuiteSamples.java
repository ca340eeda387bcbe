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

import dev.streamgate.hardening.alert.Sample;
import dev.streamgate.hardening.alert.SampleSource;
import dev.streamgate.monitor.suite.Instance;

/**
 * The newest samples of all instances, labelled as Prometheus labels them: {@code job},
 * {@code service} and {@code instance}, and {@code up} for each instance. Of an instance
 * only those meters are kept that rules have asked for. Safe for threads.
 */
public class SuiteSamples implements SampleSource {

    private static final String JOB = "streamgate";

    private static final String UP = "up";

    /**
     * The first check asks, the next scrape gathers, a later check has seen everything.
     */
    private static final int FIRST_WHOLE_CHECK = 3;

    private final Map<Instance, Map<String, List<Sample>>> samples = new ConcurrentHashMap<>();

    private final AtomicInteger checks = new AtomicInteger();

    private volatile Set<String> wanted = Set.of();

    @Override
    public List<Sample> read(String meter) {
        return this.samples.values().stream().flatMap((of) -> of.getOrDefault(meter, List.of()).stream()).toList();
    }

    @Override
    public Map<String, List<Sample>> read(Set<String> meters) {
        this.wanted = Set.copyOf(meters);
        this.checks.incrementAndGet();
        return SampleSource.super.read(meters);
    }

    /** Whether the rules have been checked on what they need. */
    public boolean isChecked() {
        return this.checks.get() > FIRST_WHOLE_CHECK;
    }

    boolean wants(String meter) {
        return this.wanted.contains(meter);
    }

    /** Takes in what an instance answered. */
    void scraped(Instance instance, Exposition exposition) {
        Map<String, List<Sample>> labelled = new HashMap<>();
        this.wanted.forEach((meter) -> labelled.put(meter,
                exposition.samples(meter).stream().map((sample) -> labelled(instance, sample)).toList()));
        labelled.put(UP, List.of(labelled(instance, new Sample(Map.of(), 1))));
        this.samples.put(instance, labelled);
    }

    /** An instance did not answer: nothing is known of it but that. */
    void missed(Instance instance) {
        this.samples.put(instance, Map.of(UP, List.of(labelled(instance, new Sample(Map.of(), 0)))));
    }

    /** An instance is no more. */
    void forget(Instance instance) {
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
