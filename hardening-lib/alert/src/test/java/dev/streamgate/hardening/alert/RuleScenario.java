/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.streamgate.testing.time.MovableClock;

/**
 * Generated series that make one rule fire and resolve, and the library's evaluation of
 * them.
 */
public final class RuleScenario {

    private static final int[] PRIMES = { 7, 11, 17, 23, 29, 41, 59, 83, 127, 257 };

    private static final List<String> BOUNDS = List.of("0.5", "1.0", "2.0", "5.0", "10.0", "+Inf");

    private final AlertRule rule;

    private final int seconds;

    private final int steps;

    /** Values by metric and labels; NaN where the series has no sample. */
    private final Map<String, Map<Map<String, String>, double[]>> series = new TreeMap<>();

    /** State of an instance at one step. */
    public enum Phase {

        /** The condition does not hold. */
        HEALTHY,

        /** The condition holds. */
        VIOLATED,

        /** The instance has no samples. */
        ABSENT

    }

    /**
     * Generates the series.
     * @param seconds time between two steps
     * @param random chooses growth and resets of counters
     * @param instances the phases of each instance, step by step
     */
    public RuleScenario(AlertRule rule, int seconds, Random random, List<Phase[]> instances) {
        this.rule = rule;
        this.seconds = seconds;
        this.steps = instances.get(0).length;
        for (int i = 0; i < instances.size(); i++) {
            String service = (i == 0) ? selectedService(rule) : "other";
            Map<String, String> labels = Map.of("service", service, "instance", "127.0.0.1:80" + (80 + i));
            Phase[] phases = instances.get(i);
            rule.expression().forEachSeries((series) -> add(series, labels, phases, random));
        }
    }

    /** The service that a rule selects, or any. */
    private static String selectedService(AlertRule rule) {
        String[] selected = { "shop" };
        rule.expression()
            .forEachSeries((series) -> series.selector()
                .matchers()
                .stream()
                .filter((matcher) -> matcher.label().equals("service")
                        && matcher.operator() == LabelMatcher.Operator.EQUAL)
                .forEach((matcher) -> selected[0] = matcher.value()));
        return selected[0];
    }

    /** An interval that divides no window, so that no sample lies on a window's edge. */
    public static int interval(AlertRule rule) {
        long[] shortest = { Long.MAX_VALUE };
        rule.expression().forEachSeries((series) -> {
            if (series instanceof SeriesExpression.Range range) {
                shortest[0] = Math.min(shortest[0], range.window().toSeconds());
            }
        });
        long unit = (shortest[0] < Long.MAX_VALUE) ? shortest[0] / 7
                : Math.max(35, rule.pendingPeriod().toSeconds()) / 5;
        return Arrays.stream(PRIMES).filter((prime) -> prime >= unit).findFirst().orElse(257);
    }

    /** Number of evaluations within which the rule fires or is resolved. */
    public static int transitionSteps(AlertRule rule) {
        long[] longest = { 0 };
        rule.expression().forEachSeries((series) -> {
            if (series instanceof SeriesExpression.Range range) {
                longest[0] = Math.max(longest[0], range.window().toSeconds());
            }
        });
        Duration total = rule.pendingPeriod().plus(rule.keepFiring()).plusSeconds(longest[0]);
        return (int) (total.toSeconds() / interval(rule)) + 3;
    }

    AlertRule rule() {
        return this.rule;
    }

    int seconds() {
        return this.seconds;
    }

    Map<String, Map<Map<String, String>, double[]>> series() {
        return this.series;
    }

    /** Evaluates the rule at every step. */
    public Run run() {
        MovableClock clock = new MovableClock();
        int[] step = { 0 };
        AlertEvaluator evaluator = new AlertEvaluator(new DefaultAlertRules(List.of(this.rule), (event) -> {
        }), (metric) -> samples(metric, step[0]), clock, new AlertEvaluator.Bounds(1000, 10_000, 1_000_000),
                (alert) -> {
                }, (event) -> {
                });
        List<List<Alert>> active = new ArrayList<>();
        for (step[0] = 0; step[0] < this.steps; step[0]++) {
            evaluator.evaluate();
            active.add(evaluator.active());
            clock.advance(Duration.ofSeconds(this.seconds));
        }
        return new Run(active, evaluator.history(Integer.MAX_VALUE));
    }

    private List<Sample> samples(String metric, int step) {
        List<Sample> samples = new ArrayList<>();
        this.series.getOrDefault(metric, Map.of()).forEach((labels, values) -> {
            if (!Double.isNaN(values[step])) {
                samples.add(new Sample(labels, values[step]));
            }
        });
        return samples;
    }

    private void add(SeriesExpression expression, Map<String, String> instance, Phase[] phases, Random random) {
        String metric = expression.selector().metric();
        Map<String, String> labels = new HashMap<>(instance);
        Map<String, String> others = new HashMap<>();
        for (LabelMatcher matcher : expression.selector().matchers()) {
            boolean generated = matcher.label().equals("service") || matcher.label().equals("le");
            String value = matcher.value().split("\\|", -1)[0];
            switch (matcher.operator()) {
                case EQUAL, REGEX_MATCH -> {
                    if (!generated) {
                        labels.put(matcher.label(), value);
                        others.put(matcher.label(), "other");
                    }
                }
                case NOT_EQUAL, REGEX_NO_MATCH -> {
                    if (!generated) {
                        labels.put(matcher.label(), "some");
                        others.put(matcher.label(), value);
                    }
                }
            }
        }
        for (String label : List.of("path", "cache", "plan", "type", "pool", "handler", "target", "job")) {
            if (this.rule.expression().text().contains(label + ")") && !labels.containsKey(label)) {
                labels.put(label, "a");
            }
        }
        if (metric.matches("streamgate_(requests|operations)_seconds_count|.*_seconds_bucket")) {
            histogram(metric, labels, phases, random);
            return;
        }
        Map<Map<String, String>, double[]> all = this.series.computeIfAbsent(metric, (key) -> new LinkedHashMap<>());
        boolean counter = expression instanceof SeriesExpression.Range;
        all.computeIfAbsent(labels, (key) -> values(phases, random, counter, true, metric));
        if (!others.isEmpty()) {
            Map<String, String> other = new HashMap<>(labels);
            other.putAll(others);
            all.computeIfAbsent(other, (key) -> values(phases, random, counter, false, metric));
        }
    }

    /**
     * Adds the counts and buckets of a timer by outcome, which a scrape returns together.
     */
    private void histogram(String metric, Map<String, String> given, Phase[] phases, Random random) {
        String family = metric.replaceFirst("_(bucket|count)$", "");
        boolean buckets = this.rule.expression().metricNames().contains(family + "_bucket");
        for (String outcome : List.of("success", "failed")) {
            Map<String, String> labels = new HashMap<>(given);
            labels.put("outcome", outcome);
            Map<Map<String, String>, double[]> counts = this.series.computeIfAbsent(family + "_count",
                    (key) -> new LinkedHashMap<>());
            if (counts.containsKey(labels)) {
                continue;
            }
            double[][] values = new double[BOUNDS.size()][phases.length];
            double[] total = new double[BOUNDS.size()];
            for (int step = 0; step < phases.length; step++) {
                if (step > 0 && random.nextInt(60) == 0) {
                    Arrays.fill(total, 0);
                }
                boolean violated = phases[step] == Phase.VIOLATED;
                double more = 20 + random.nextInt(100);
                if (outcome.equals("failed")) {
                    more = violated ? more * 0.4 : 0;
                }
                for (int bound = 0; bound < total.length; bound++) {
                    double share = violated ? (bound + 1.0) / total.length : 1;
                    total[bound] += Math.rint(more * share);
                    values[bound][step] = (phases[step] == Phase.ABSENT) ? Double.NaN : total[bound];
                }
            }
            counts.put(labels, values[BOUNDS.size() - 1]);
            if (buckets) {
                for (int bound = 0; bound < BOUNDS.size(); bound++) {
                    Map<String, String> bucket = new HashMap<>(labels);
                    bucket.put("le", BOUNDS.get(bound));
                    this.series.computeIfAbsent(family + "_bucket", (key) -> new LinkedHashMap<>())
                        .put(bucket, values[bound]);
                }
            }
        }
    }

    private double[] values(Phase[] phases, Random random, boolean counter, boolean matching, String metric) {
        double[] values = new double[phases.length];
        double total = 0;
        for (int step = 0; step < values.length; step++) {
            boolean violated = matching && phases[step] == Phase.VIOLATED;
            if (counter) {
                // A rule about the absence of growth is violated without growth.
                boolean grows = (this.rule.condition() == AlertCondition.EQ) != violated;
                total = (random.nextInt(60) == 0) ? 0 : total;
                total += grows ? 1000 + random.nextInt(5000) : 0;
                values[step] = total;
            }
            else if (this.rule.expression() instanceof AlertExpression.Ratio) {
                double low = this.rule.threshold() * 1000 * (violated ? 0.5 : 3);
                values[step] = metric.contains("total") ? 1000 : Math.rint(low);
            }
            else {
                values[step] = gauge(violated);
            }
            if (phases[step] == Phase.ABSENT) {
                values[step] = Double.NaN;
            }
        }
        return values;
    }

    private double gauge(boolean violated) {
        double threshold = this.rule.threshold();
        return switch (this.rule.condition()) {
            case GT, GTE -> violated ? threshold * 1.02 + 0.01 : threshold;
            case LT, LTE -> violated ? threshold * 0.5 : threshold;
            case EQ -> violated ? threshold : threshold + 1;
        };
    }

    /**
     * Result of the evaluations.
     *
     * @param active the active alerts after each step
     * @param history latest first
     */
    public record Run(List<List<Alert>> active, List<Alert> history) {
    }

}
