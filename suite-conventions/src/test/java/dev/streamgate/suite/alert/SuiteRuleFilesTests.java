/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertRule;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.hardening.alert.PredefinedRules;
import dev.streamgate.hardening.alert.PrometheusRules;
import dev.streamgate.hardening.alert.PromtoolTest;
import dev.streamgate.hardening.alert.RuleScenario;
import dev.streamgate.hardening.alert.RuleScenario.Phase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prometheus' rule file is generated from the rules that monitor-service evaluates, the
 * predefined ones and the suite's, and Prometheus evaluates them with the same result. To
 * regenerate the files:
 * {@code mvn -pl suite-conventions -am verify -Dtest=SuiteRuleFilesTests -Dstreamgate.write-rules=true -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class SuiteRuleFilesTests {

    private static final List<AlertRule> RULES = SuiteRules.all();

    private static final Path PROMETHEUS = Path.of("..", "prometheus");

    private static final Path FILE = PROMETHEUS.resolve("rules/streamgate-alerts.yml");

    private static final Path TESTS = PROMETHEUS.resolve("tests/alerts-test.yml");

    /**
     * Rules with windows of hours, evaluated less often because their tests cover a day.
     */
    private static final Path SLOW_TESTS = PROMETHEUS.resolve("tests/slow-alerts-test.yml");

    private static final String GENERATED = "# Generated from the rules of hardening-alert and suite-conventions. SuiteRuleFilesTests describes how to regenerate it.\n";

    @Test
    void theRuleFileIsGeneratedFromTheRules() throws IOException {
        assertContent(FILE, GENERATED + PrometheusRules.yaml("streamgate-alerts", RULES));
    }

    @Test
    void everyRuleHasATestInWhichItIsInactiveFiresAndIsResolved() throws IOException {
        StringBuilder quick = head("30s");
        StringBuilder slow = head("5m");
        for (AlertRule rule : RULES) {
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
        PromtoolTest.assumeInstalled();
        assertThat(PromtoolTest.run("promtool", "check", "rules", FILE.toString()).exit()).isZero();
        PromtoolTest.Result tests = PromtoolTest.run("promtool", "test", "rules", TESTS.toString(),
                SLOW_TESTS.toString());
        assertThat(tests.exit()).as(tests.output()).isZero();
    }

    /** The library's tests compare the predefined rules. */
    @Test
    void prometheusAndTheLibraryAgreeAtEveryStep(@TempDir Path directory) throws Exception {
        PromtoolTest.assumeInstalled();
        Set<String> predefined = PredefinedRules.all().stream().map(AlertRule::name).collect(Collectors.toSet());
        PromtoolTest.assertAgreement(RULES.stream().filter((rule) -> !predefined.contains(rule.name())).toList(),
                directory);
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

}
