/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assumptions;

import dev.streamgate.hardening.alert.RuleScenario.Phase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Renders a {@link RuleScenario} and its expected alerts as a test of promtool, and runs
 * promtool.
 */
public final class PromtoolTest {

    private PromtoolTest() {
    }

    /** Skips the calling test if promtool is not installed. */
    public static void assumeInstalled() {
        boolean installed;
        try {
            installed = run("promtool", "--version").exit() == 0;
        }
        catch (IOException | InterruptedException ex) {
            installed = false;
        }
        Assumptions.assumeTrue(installed, "SKIPPED: promtool is not installed (Debian's package prometheus has it)");
    }

    /**
     * Asserts that Prometheus and the library evaluate rules with the same result at
     * every step of random series.
     * @param directory receives the files
     */
    public static void assertAgreement(Collection<AlertRule> rules, Path directory)
            throws IOException, InterruptedException {
        long seed = Long.getLong("streamgate.alert.seed", 20_261);
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        for (AlertRule rule : rules) {
            Random random = new Random(seed + rule.name().hashCode());
            int transition = RuleScenario.transitionSteps(rule);
            int steps = Math.min(400, 5 * transition);
            RuleScenario scenario = new RuleScenario(rule, RuleScenario.interval(rule), random,
                    List.of(phases(random, steps, transition), phases(random, steps, transition)));
            RuleScenario.Run run = scenario.run();
            Files.writeString(directory.resolve(rule.name() + ".yml"), PrometheusRules.yaml("one", List.of(rule)));
            Path test = directory.resolve(rule.name() + "-test.yml");
            Files.writeString(test,
                    "rule_files: [" + rule.name() + ".yml]\nevaluation_interval: " + RuleScenario.interval(rule)
                            + "s\ntests:\n"
                            + PromtoolTest.yaml(scenario, run, IntStream.range(0, steps).boxed().toList()));
            assertThat(run.history()).as(rule.name())
                .extracting(Alert::state)
                .contains(AlertState.FIRING, AlertState.RESOLVED);
            command.add(test.toString());
        }
        Result result = run(command.toArray(String[]::new));
        String output = result.output();
        assertThat(result.exit()).as("seed %d: %s", seed, output.substring(0, Math.min(5000, output.length())))
            .isZero();
    }

    /**
     * Mixes phases that are long enough for the alert to change and phases that are not.
     */
    private static Phase[] phases(Random random, int steps, int transition) {
        Phase[] phases = new Phase[steps];
        int at = 0;
        while (at < steps) {
            Phase phase = (at == 0) ? Phase.HEALTHY
                    : Phase.values()[new int[] { 0, 0, 0, 1, 1, 1, 2 }[random.nextInt(7)]];
            int end = at + 1 + random.nextInt((phase == Phase.ABSENT) ? 4 : random.nextBoolean() ? transition + 2 : 4);
            while (at < Math.min(end, steps)) {
                phases[at++] = phase;
            }
        }
        Arrays.fill(phases, 0, Math.min(steps, 2), Phase.HEALTHY);
        Arrays.fill(phases, 2 * transition, Math.min(steps, 3 * transition), Phase.VIOLATED);
        Arrays.fill(phases, Math.min(steps, 3 * transition), Math.min(steps, 4 * transition), Phase.HEALTHY);
        return phases;
    }

    /**
     * Renders a test.
     * @param run the alerts that the library evaluated and Prometheus must agree with
     * @param steps the steps at which alerts are compared
     * @return one element of {@code tests}, in YAML
     */
    public static String yaml(RuleScenario scenario, RuleScenario.Run run, List<Integer> steps) {
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
                .append(flow(annotations(alert)))
                .append('\n');
        }
    }

    private static Map<String, String> annotations(Alert alert) {
        Map<String, String> annotations = new TreeMap<>(Map.of("summary", alert.summary()));
        if (alert.runbook() != null) {
            annotations.put("runbook_url", alert.runbook());
        }
        return annotations;
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

    static String selector(Map<String, String> labels) {
        return labels.entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map((label) -> label.getKey() + "=\"" + label.getValue() + '"')
            .collect(Collectors.joining(", ", "{", "}"));
    }

    static String notation(double[] values) {
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

    /** Runs a command. */
    public static Result run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /**
     * Result of a command.
     *
     * @param exit its exit status
     * @param output its output
     */
    public record Result(int exit, String output) {
    }

}
