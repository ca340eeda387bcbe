/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One evaluation of 1 000 rules, each over its own metric with two series: gauges
 * compared with a threshold, and ratios of two rates over five minutes of samples 30 s
 * apart. No rule fires, which is the usual case.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AlertEvaluationBenchmark {

    private static final int RULES = 1000;

    @Param({ "gauge", "ratio" })
    private String kind = "gauge";

    private Instant now = Instant.EPOCH;

    private AlertEvaluator evaluator = evaluator(List.of(), Map.of());

    @Setup
    public void setUp() {
        List<AlertRule> rules = new ArrayList<>();
        Map<String, List<Sample>> samples = new HashMap<>();
        for (int i = 0; i < RULES; i++) {
            String meter = "meter_" + i;
            String expression = this.kind.equals("gauge") ? meter : "sum by (service) (rate(" + meter
                    + "{outcome=\"failed\"}[5m])) / sum by (service) (rate(" + meter + "[5m]))";
            rules.add(new AlertRule("Rule" + i, AlertExpression.of(expression), AlertCondition.GT, 1e9,
                    Duration.ofMinutes(1), Duration.ZERO, AlertLevel.WARNING, Map.of(), "Benchmark", null));
            samples.put(meter, List.of(new Sample(Map.of("service", "a", "outcome", "success"), 1000 + i),
                    new Sample(Map.of("service", "a", "outcome", "failed"), i)));
        }
        this.evaluator = evaluator(rules, samples);
        for (int i = 0; i < 20; i++) {
            this.now = this.now.plusSeconds(30);
            this.evaluator.evaluate();
        }
    }

    @Benchmark
    public Alerts evaluate() {
        this.now = this.now.plusSeconds(30);
        this.evaluator.evaluate();
        return this.evaluator;
    }

    private AlertEvaluator evaluator(List<AlertRule> rules, Map<String, List<Sample>> samples) {
        Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);
        return new AlertEvaluator(new DefaultAlertRules(rules, (event) -> {
        }), (metric) -> samples.getOrDefault(metric, List.of()), clock, new AlertEvaluator.Bounds(1000, 1000, 500_000),
                (alert) -> {
                }, (event) -> {
                });
    }

}
