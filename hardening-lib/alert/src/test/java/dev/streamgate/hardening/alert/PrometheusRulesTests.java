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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.hardening.alert.RuleScenario.Phase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prometheus' rule file is generated from the library's rules, and Prometheus evaluates
 * them with the same result as the library. To regenerate the files:
 * {@code mvn -pl hardening-lib test -Dtest=PrometheusRulesTests -Dstreamgate.write-rules=true}.
 */
class PrometheusRulesTests {

    private static final Path RULES = Path.of("..", "..", "prometheus", "rules", "streamgate-alerts.yml");

    private static final Path TESTS = Path.of("..", "..", "prometheus", "tests", "alerts-test.yml");

    /**
     * Rules with windows of hours, evaluated less often because their tests cover a day.
     */
    private static final Path SLOW_TESTS = Path.of("..", "..", "prometheus", "tests", "slow-alerts-test.yml");

    private static final String GENERATED = "# Generated from hardening-lib's rules. PrometheusRulesTests describes how to regenerate it.\n";

    private static final long SEED = Long.getLong("streamgate.alert.seed", 20_261);

    private static boolean promtool;

    @BeforeAll
    static void findPromtool() throws Exception {
        try {
            promtool = run("promtool", "--version").exit() == 0;
        }
        catch (IOException ex) {
            promtool = false;
        }
    }

    @Test
    void theRuleFileIsGeneratedFromTheLibrarysRules() throws IOException {
        assertContent(RULES, GENERATED + PrometheusRules.yaml("streamgate-alerts", PredefinedRules.all()));
    }

    @Test
    void everyRuleHasATestInWhichItIsInactiveFiresAndIsResolved() throws IOException {
        StringBuilder quick = head("30s");
        StringBuilder slow = head("5m");
        for (AlertRule rule : PredefinedRules.all()) {
            int part = RuleScenario.transitionSteps(rule) + 60 / RuleScenario.interval(rule);
            Phase[] phases = new Phase[3 * part];
            Arrays.fill(phases, Phase.HEALTHY);
            Arrays.fill(phases, part, 2 * part, Phase.VIOLATED);
            Random constant = new Random() {
                @Override
                public int nextInt(int bound) {
                    return bound / 2;
                }
            };
            RuleScenario scenario = new RuleScenario(rule, RuleScenario.interval(rule), constant,
                    List.<Phase[]>of(phases));
            RuleScenario.Run run = scenario.run();
            assertThat(run.active().get(part - 1)).as(rule.name()).isEmpty();
            assertThat(run.active().get(2 * part - 1)).as(rule.name())
                .extracting(Alert::state)
                .containsOnly(AlertState.FIRING);
            assertThat(run.active().get(3 * part - 1)).as(rule.name()).isEmpty();
            assertThat(run.history()).as(rule.name())
                .extracting(Alert::state)
                .containsExactly(AlertState.RESOLVED, AlertState.FIRING);
            StringBuilder yaml = rule.expression().text().contains("[6h]") ? slow : quick;
            yaml.append(PromtoolTest.yaml(scenario, run, List.of(part - 1, 2 * part - 1, 3 * part - 1)));
        }
        assertContent(TESTS, quick.toString());
        assertContent(SLOW_TESTS, slow.toString());
    }

    @Test
    void promtoolAcceptsTheRulesAndPassesTheirTests() throws Exception {
        Assumptions.assumeTrue(promtool, "SKIPPED: promtool is not installed (Debian's package prometheus has it)");
        assertThat(run("promtool", "check", "rules", RULES.toString()).exit()).isZero();
        Result tests = run("promtool", "test", "rules", TESTS.toString(), SLOW_TESTS.toString());
        assertThat(tests.exit()).as(tests.output()).isZero();
    }

    @Test
    void prometheusAndTheLibraryAgreeAtEveryStep(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(promtool, "SKIPPED: promtool is not installed (Debian's package prometheus has it)");
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        for (AlertRule rule : PredefinedRules.all()) {
            Random random = new Random(SEED + rule.name().hashCode());
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
        assertThat(result.exit()).as("seed %d: %s", SEED, output.substring(0, Math.min(5000, output.length())))
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

    private static StringBuilder head(String interval) {
        return new StringBuilder(GENERATED).append("rule_files:\n  - ../rules/streamgate-alerts.yml\n")
            .append("evaluation_interval: ")
            .append(interval)
            .append("\ntests:\n");
    }

    private static void assertContent(Path file, String text) throws IOException {
        if (Boolean.getBoolean("streamgate.write-rules")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).hasContent(text);
    }

    private static Result run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private record Result(int exit, String output) {
    }

}
