/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.streamgate.testing.time.MovableClock;

/** Evaluates rules on given series and lists when each alert fires. */
public final class SimulatedAlerts {

    private SimulatedAlerts() {
    }

    /**
     * Evaluates rules at each step.
     * @param series values by metric and labels; NaN for no sample
     * @param steps number of steps
     * @param seconds time between two steps
     * @return the firing alerts after each step
     */
    public static List<List<Alert>> firing(Collection<AlertRule> rules,
            Map<String, Map<Map<String, String>, double[]>> series, int steps, int seconds) {
        MovableClock clock = new MovableClock();
        int[] step = { 0 };
        AlertEvaluator evaluator = new AlertEvaluator(new DefaultAlertRules(List.copyOf(rules), (event) -> {
        }), (metric) -> samples(series, metric, step[0]), clock, new AlertEvaluator.Bounds(1000, 10_000, 5_000_000),
                (alert) -> {
                }, (event) -> {
                });
        List<List<Alert>> firing = new ArrayList<>();
        for (step[0] = 0; step[0] < steps; step[0]++) {
            evaluator.evaluate();
            firing.add(evaluator.active().stream().filter((alert) -> alert.state() == AlertState.FIRING).toList());
            clock.advance(Duration.ofSeconds(seconds));
        }
        return firing;
    }

    /**
     * Renders the series as a test of promtool that expects no firing alert of a level at
     * any of the given steps.
     * @param file the rule file, relative to the test
     */
    public static String quietTest(String file, Map<String, Map<Map<String, String>, double[]>> series,
            List<Integer> steps, int seconds, String levels) {
        StringBuilder yaml = new StringBuilder("rule_files: [").append(file)
            .append("]\nevaluation_interval: ")
            .append(seconds)
            .append("s\ntests:\n  - interval: ")
            .append(seconds)
            .append("s\n    input_series:\n");
        new TreeMap<>(series).forEach((metric,
                all) -> all.forEach((labels, values) -> yaml.append("      - series: '")
                    .append(metric)
                    .append(PromtoolTest.selector(labels))
                    .append("'\n        values: '")
                    .append(PromtoolTest.notation(values))
                    .append("'\n")));
        yaml.append("    promql_expr_test:\n");
        for (int step : steps) {
            yaml.append("      - eval_time: ")
                .append((long) step * seconds)
                .append("s\n        expr: ALERTS{alertstate=\"firing\",severity=~\"")
                .append(levels)
                .append("\"}\n        exp_samples: []\n");
        }
        return yaml.toString();
    }

    private static List<Sample> samples(Map<String, Map<Map<String, String>, double[]>> series, String metric,
            int step) {
        List<Sample> samples = new ArrayList<>();
        series.getOrDefault(metric, Map.of()).forEach((labels, values) -> {
            if (!Double.isNaN(values[step])) {
                samples.add(new Sample(labels, values[step]));
            }
        });
        return samples;
    }

}
