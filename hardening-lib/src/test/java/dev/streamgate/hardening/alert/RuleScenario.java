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
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

import dev.streamgate.testing.time.MovableClock;

/**
 * Series that make one rule fire and stop, made from the rule itself, and the tests of
 * Prometheus' promtool that say what this library made of them.
 */
final class RuleScenario {

    private static final int[] PRIMES = { 7, 11, 17, 23, 29, 41, 59, 83, 127, 257 };

    private static final List<String> BOUNDS = List.of("0.5", "1.0", "2.0", "5.0", "10.0", "+Inf");

    private final AlertRule rule;

    private final int seconds;

    private final int steps;

    /** Values by meter and labels; not a number where there is none. */
    private final Map<String, Map<Map<String, String>, double[]>> series = new TreeMap<>();

    /** How the steps of one instance are: quiet, bad or gone. */
    enum Mood {

        QUIET, BAD, GONE

    }

    /** The moods of the instances in turn. */
    RuleScenario(AlertRule rule, int seconds, Random random, List<Mood[]> instances) {
        this.rule = rule;
        this.seconds = seconds;
        this.steps = instances.get(0).length;
        for (int i = 0; i < instances.size(); i++) {
            // The rules on playback look at streaming alone.
            String service = (i == 0) ? "streaming" : "upload";
            Map<String, String> labels = Map.of("service", service, "instance", "127.0.0.1:80" + (80 + i));
            Mood[] moods = instances.get(i);
            rule.expression().forEachSeries((of) -> add(of, labels, moods, random));
        }
    }

    /** No window is a multiple of it, so that no reading lies on a window's edge. */
    static int interval(AlertRule rule) {
        long[] shortest = { Long.MAX_VALUE };
        rule.expression().forEachSeries((series) -> {
            if (series instanceof AlertExpression.Range range) {
                shortest[0] = Math.min(shortest[0], range.window().toSeconds());
            }
        });
        long unit = (shortest[0] < Long.MAX_VALUE) ? shortest[0] / 7
                : Math.max(35, rule.pendingPeriod().toSeconds()) / 5;
        return Arrays.stream(PRIMES).filter((prime) -> prime >= unit).findFirst().orElse(257);
    }

    /** How many checks the rule needs to fire, or to be over. */
    static int patience(AlertRule rule) {
        long[] longest = { 0 };
        rule.expression().forEachSeries((series) -> {
            if (series instanceof AlertExpression.Range range) {
                longest[0] = Math.max(longest[0], range.window().toSeconds());
            }
        });
        Duration times = rule.pendingPeriod().plus(rule.keepFiring()).plusSeconds(longest[0]);
        return (int) (times.toSeconds() / interval(rule)) + 3;
    }

    /** Checks the rule at every step. */
    Run run() {
        MovableClock clock = new MovableClock();
        int[] step = { 0 };
        AlertEvaluator evaluator = new AlertEvaluator(new DefaultAlertRules(List.of(this.rule), (event) -> {
        }), (meter) -> samples(meter, step[0]), clock, new AlertEvaluator.Bounds(1000, 10_000, 1_000_000), (alert) -> {
        }, (event) -> {
        });
        List<List<Alert>> active = new ArrayList<>();
        for (step[0] = 0; step[0] < this.steps; step[0]++) {
            evaluator.check();
            active.add(evaluator.active());
            clock.advance(Duration.ofSeconds(this.seconds));
        }
        return new Run(active, evaluator.history(Integer.MAX_VALUE));
    }

    /** The series and what is expected at some steps, as one test of promtool. */
    String test(Run run, List<Integer> atSteps) {
        StringBuilder yaml = new StringBuilder("  - name: ").append(this.rule.name())
            .append("\n    interval: ")
            .append(this.seconds)
            .append("s\n    input_series:\n");
        this.series.forEach((meter,
                all) -> all.forEach((labels, values) -> yaml.append("      - series: '")
                    .append(meter)
                    .append(labels.entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map((label) -> label.getKey() + "=\"" + label.getValue() + '"')
                        .collect(Collectors.joining(", ", "{", "}")))
                    .append("'\n        values: '")
                    .append(notation(values))
                    .append("'\n")));
        StringBuilder firing = new StringBuilder("    alert_rule_test:\n");
        StringBuilder pending = new StringBuilder("    promql_expr_test:\n");
        for (int step : atSteps) {
            String time = (long) step * this.seconds + "s";
            List<Alert> alerts = run.active().get(step);
            List<Alert> fire = alerts.stream().filter((alert) -> alert.state() == AlertState.FIRING).toList();
            firing.append("      - eval_time: ")
                .append(time)
                .append("\n        alertname: ")
                .append(this.rule.name())
                .append("\n        exp_alerts:")
                .append(fire.isEmpty() ? " []\n" : "\n");
            for (Alert alert : fire) {
                firing.append("          - exp_labels: ")
                    .append(flow(alert.labels()))
                    .append("\n            exp_annotations: ")
                    .append(flow(Map.of("summary", alert.summary(), "runbook_url", alert.runbook())))
                    .append('\n');
            }
            List<Alert> wait = alerts.stream().filter((alert) -> alert.state() == AlertState.PENDING).toList();
            pending.append("      - eval_time: ")
                .append(time)
                .append("\n        expr: ALERTS{alertname=\"")
                .append(this.rule.name())
                .append("\", alertstate=\"pending\"}\n        exp_samples:")
                .append(wait.isEmpty() ? " []\n" : "\n");
            for (Alert alert : wait) {
                Map<String, String> labels = new TreeMap<>(alert.labels());
                labels.put("alertname", alert.rule());
                labels.put("alertstate", "pending");
                pending.append("          - labels: 'ALERTS")
                    .append(labels.entrySet()
                        .stream()
                        .map((label) -> label.getKey() + "=\"" + label.getValue() + '"')
                        .collect(Collectors.joining(", ", "{", "}")))
                    .append("'\n            value: 1\n");
            }
        }
        return yaml.append(firing).append(pending).toString();
    }

    private List<Sample> samples(String meter, int step) {
        List<Sample> samples = new ArrayList<>();
        this.series.getOrDefault(meter, Map.of()).forEach((labels, values) -> {
            if (!Double.isNaN(values[step])) {
                samples.add(new Sample(labels, values[step]));
            }
        });
        return samples;
    }

    private void add(AlertExpression.Series of, Map<String, String> instance, Mood[] moods, Random random) {
        String meter = of.selector().meter();
        Map<String, String> labels = new HashMap<>(instance);
        Map<String, String> others = new HashMap<>();
        for (LabelMatcher matcher : of.selector().matchers()) {
            boolean own = matcher.label().equals("service") || matcher.label().equals("le");
            String value = matcher.value().split("\\|", -1)[0];
            switch (matcher.operator()) {
                case IS, MATCHES -> {
                    if (!own) {
                        labels.put(matcher.label(), value);
                        others.put(matcher.label(), "other");
                    }
                }
                case IS_NOT, MATCHES_NOT -> {
                    if (!own) {
                        labels.put(matcher.label(), "some");
                        others.put(matcher.label(), value);
                    }
                }
            }
        }
        for (String label : List.of("path", "cache", "plan", "type", "pool", "handler", "target")) {
            if (this.rule.expression().text().contains(label + ")") && !labels.containsKey(label)) {
                labels.put(label, "a");
            }
        }
        if (meter.startsWith("streamgate_requests_seconds") || meter.endsWith("_seconds_bucket")) {
            histogram(meter, labels, moods, random);
            return;
        }
        Map<Map<String, String>, double[]> all = this.series.computeIfAbsent(meter, (none) -> new LinkedHashMap<>());
        boolean counter = of instanceof AlertExpression.Range;
        all.computeIfAbsent(labels, (none) -> values(moods, random, counter, true, meter));
        if (!others.isEmpty()) {
            Map<String, String> other = new HashMap<>(labels);
            other.putAll(others);
            all.computeIfAbsent(other, (none) -> values(moods, random, counter, false, meter));
        }
    }

    /** Requests by outcome, with their buckets, as a timer gives them together. */
    private void histogram(String meter, Map<String, String> given, Mood[] moods, Random random) {
        String family = meter.replaceFirst("_(bucket|count)$", "");
        boolean buckets = this.rule.expression().meters().contains(family + "_bucket");
        for (String outcome : List.of("success", "failed")) {
            Map<String, String> labels = new HashMap<>(given);
            labels.put("outcome", outcome);
            Map<Map<String, String>, double[]> counts = this.series.computeIfAbsent(family + "_count",
                    (none) -> new LinkedHashMap<>());
            if (counts.containsKey(labels)) {
                continue;
            }
            double[][] values = new double[BOUNDS.size()][moods.length];
            double[] total = new double[BOUNDS.size()];
            for (int step = 0; step < moods.length; step++) {
                if (step > 0 && random.nextInt(60) == 0) {
                    Arrays.fill(total, 0);
                }
                boolean bad = moods[step] == Mood.BAD;
                double more = 20 + random.nextInt(100);
                if (outcome.equals("failed")) {
                    more = bad ? more * 0.4 : 0;
                }
                for (int bound = 0; bound < total.length; bound++) {
                    double share = bad ? (bound + 1.0) / total.length : 1;
                    total[bound] += Math.rint(more * share);
                    values[bound][step] = (moods[step] == Mood.GONE) ? Double.NaN : total[bound];
                }
            }
            counts.put(labels, values[BOUNDS.size() - 1]);
            if (buckets) {
                for (int bound = 0; bound < BOUNDS.size(); bound++) {
                    Map<String, String> bucket = new HashMap<>(labels);
                    bucket.put("le", BOUNDS.get(bound));
                    this.series.computeIfAbsent(family + "_bucket", (none) -> new LinkedHashMap<>())
                        .put(bucket, values[bound]);
                }
            }
        }
    }

    private double[] values(Mood[] moods, Random random, boolean counter, boolean matching, String meter) {
        double[] values = new double[moods.length];
        double total = 0;
        for (int step = 0; step < values.length; step++) {
            boolean bad = matching && moods[step] == Mood.BAD;
            if (counter) {
                total = (random.nextInt(60) == 0) ? 0 : total;
                total += bad ? 1000 + random.nextInt(5000) : 0;
                values[step] = total;
            }
            else if (this.rule.expression() instanceof AlertExpression.Ratio) {
                double low = this.rule.threshold() * 1000 * (bad ? 0.5 : 3);
                values[step] = meter.contains("total") ? 1000 : Math.rint(low);
            }
            else {
                values[step] = gauge(bad);
            }
            if (moods[step] == Mood.GONE) {
                values[step] = Double.NaN;
            }
        }
        return values;
    }

    private double gauge(boolean bad) {
        double threshold = this.rule.threshold();
        return switch (this.rule.condition()) {
            case GT, GTE -> bad ? threshold * 1.02 + 0.01 : threshold;
            case LT, LTE -> bad ? threshold * 0.5 : threshold;
            case EQ -> bad ? threshold : threshold + 1;
        };
    }

    private static String notation(double[] values) {
        return DoubleStream.of(values)
            .mapToObj((value) -> Double.isNaN(value) ? "stale" : AlertExpression.number(value))
            .collect(Collectors.joining(" "));
    }

    private static String flow(Map<String, String> map) {
        return new TreeMap<>(map).entrySet()
            .stream()
            .map((entry) -> entry.getKey() + ": '" + entry.getValue().replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "{ ", " }"));
    }

    /**
     * What came of it.
     *
     * @param active after each step
     * @param history newest first
     */
    record Run(List<List<Alert>> active, List<Alert> history) {
    }

}
