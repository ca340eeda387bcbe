/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Renders a {@link RuleScenario} and its expected alerts as a test of promtool. */
final class PromtoolTest {

    private PromtoolTest() {
    }

    /**
     * Renders a test.
     * @param run the alerts that the library evaluated and Prometheus must agree with
     * @param steps the steps at which alerts are compared
     * @return one element of {@code tests}, in YAML
     */
    static String yaml(RuleScenario scenario, RuleScenario.Run run, List<Integer> steps) {
        String rule = scenario.rule().name();
        StringBuilder yaml = new StringBuilder("  - name: ").append(rule)
            .append("\n    interval: ")
            .append(scenario.seconds())
            .append("s\n    input_series:\n");
        scenario.series()
            .forEach((metric,
                    all) -> all.forEach((labels, values) -> yaml.append("      - series: '")
                        .append(metric)
                        .append(selector(labels))
                        .append("'\n        values: '")
                        .append(notation(values))
                        .append("'\n")));
        StringBuilder firing = new StringBuilder("    alert_rule_test:\n");
        StringBuilder pending = new StringBuilder("    promql_expr_test:\n");
        for (int step : steps) {
            String time = (long) step * scenario.seconds() + "s";
            List<Alert> alerts = run.active().get(step);
            addFiring(firing, rule, time, withState(alerts, AlertState.FIRING));
            addPending(pending, rule, time, withState(alerts, AlertState.PENDING));
        }
        return yaml.append(firing).append(pending).toString();
    }

    private static void addFiring(StringBuilder yaml, String rule, String time, List<Alert> alerts) {
        yaml.append("      - eval_time: ")
            .append(time)
            .append("\n        alertname: ")
            .append(rule)
            .append("\n        exp_alerts:")
            .append(alerts.isEmpty() ? " []\n" : "\n");
        for (Alert alert : alerts) {
            yaml.append("          - exp_labels: ")
                .append(flow(alert.labels()))
                .append("\n            exp_annotations: ")
                .append(flow(Map.of("summary", alert.summary(), "runbook_url", alert.runbook())))
                .append('\n');
        }
    }

    private static void addPending(StringBuilder yaml, String rule, String time, List<Alert> alerts) {
        yaml.append("      - eval_time: ")
            .append(time)
            .append("\n        expr: ALERTS{alertname=\"")
            .append(rule)
            .append("\", alertstate=\"pending\"}\n        exp_samples:")
            .append(alerts.isEmpty() ? " []\n" : "\n");
        for (Alert alert : alerts) {
            Map<String, String> labels = new TreeMap<>(alert.labels());
            labels.put("alertname", alert.rule());
            labels.put("alertstate", "pending");
            yaml.append("          - labels: 'ALERTS").append(selector(labels)).append("'\n            value: 1\n");
        }
    }

    private static List<Alert> withState(List<Alert> alerts, AlertState state) {
        return alerts.stream().filter((alert) -> alert.state() == state).toList();
    }

    private static String selector(Map<String, String> labels) {
        return labels.entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map((label) -> label.getKey() + "=\"" + label.getValue() + '"')
            .collect(Collectors.joining(", ", "{", "}"));
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

}
