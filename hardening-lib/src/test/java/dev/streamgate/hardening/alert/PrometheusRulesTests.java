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

import dev.streamgate.hardening.alert.RuleScenario.Mood;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prometheus' rule file is what the library's rules say, and Prometheus makes of them
 * what the library makes of them. To write both files anew:
 * {@code mvn -pl hardening-lib test -Dtest=PrometheusRulesTests -Dstreamgate.write-rules=true}.
 */
class PrometheusRulesTests {

    private static final Path RULES = Path.of("..", "prometheus", "rules", "streamgate-alerts.yml");

    private static final Path TESTS = Path.of("..", "prometheus", "tests", "alerts-test.yml");

    /**
     * Rules that look back for hours, evaluated less often since their tests last for a
     * day.
     */
    private static final Path SLOW_TESTS = Path.of("..", "prometheus", "tests", "slow-alerts-test.yml");

    private static final String MADE = "# Made from hardening-lib's rules by PrometheusRulesTests, which says how to write it anew.\n";

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
    void theRuleFileIsMadeFromTheLibrarysRules() throws IOException {
        isOrBecomes(RULES, MADE + PrometheusRules.yaml("streamgate-alerts", PredefinedRules.all()));
    }

    @Test
    void everyRuleHasATestInWhichItIsQuietFiresAndIsResolved() throws IOException {
        StringBuilder quick = head("30s");
        StringBuilder slow = head("5m");
        for (AlertRule rule : PredefinedRules.all()) {
            int part = RuleScenario.patience(rule) + 60 / RuleScenario.interval(rule);
            Mood[] moods = new Mood[3 * part];
            Arrays.fill(moods, Mood.QUIET);
            Arrays.fill(moods, part, 2 * part, Mood.BAD);
            Random never = new Random() {
                @Override
                public int nextInt(int bound) {
                    return bound / 2;
                }
            };
            RuleScenario scenario = new RuleScenario(rule, RuleScenario.interval(rule), never, List.<Mood[]>of(moods));
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
            yaml.append(scenario.test(run, List.of(part - 1, 2 * part - 1, 3 * part - 1)));
        }
        isOrBecomes(TESTS, quick.toString());
        isOrBecomes(SLOW_TESTS, slow.toString());
    }

    @Test
    void promtoolAcceptsTheRulesAndPassesTheirTests() throws Exception {
        Assumptions.assumeTrue(promtool, "SKIPPED: promtool is not installed (Debian's package prometheus has it)");
        assertThat(run("promtool", "check", "rules", RULES.toString()).exit()).isZero();
        Result tests = run("promtool", "test", "rules", TESTS.toString(), SLOW_TESTS.toString());
        assertThat(tests.exit()).as(tests.output()).isZero();
    }

    @Test
    void prometheusAndTheLibrarySayTheSameAtEveryStep(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(promtool, "SKIPPED: promtool is not installed (Debian's package prometheus has it)");
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        for (AlertRule rule : PredefinedRules.all()) {
            Random random = new Random(SEED + rule.name().hashCode());
            int patience = RuleScenario.patience(rule);
            int steps = Math.min(400, 5 * patience);
            RuleScenario scenario = new RuleScenario(rule, RuleScenario.interval(rule), random,
                    List.of(moods(random, steps, patience), moods(random, steps, patience)));
            RuleScenario.Run run = scenario.run();
            Files.writeString(directory.resolve(rule.name() + ".yml"), PrometheusRules.yaml("one", List.of(rule)));
            Path test = directory.resolve(rule.name() + "-test.yml");
            Files.writeString(test,
                    "rule_files: [" + rule.name() + ".yml]\nevaluation_interval: " + RuleScenario.interval(rule)
                            + "s\ntests:\n" + scenario.test(run, IntStream.range(0, steps).boxed().toList()));
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

    /** Long enough at times to fire and to be over, and short enough at others not to. */
    private static Mood[] moods(Random random, int steps, int patience) {
        Mood[] moods = new Mood[steps];
        int at = 0;
        while (at < steps) {
            Mood mood = (at == 0) ? Mood.QUIET : Mood.values()[new int[] { 0, 0, 0, 1, 1, 1, 2 }[random.nextInt(7)]];
            int end = at + 1 + random.nextInt((mood == Mood.GONE) ? 4 : random.nextBoolean() ? patience + 2 : 4);
            while (at < Math.min(end, steps)) {
                moods[at++] = mood;
            }
        }
        Arrays.fill(moods, 0, Math.min(steps, 2), Mood.QUIET);
        Arrays.fill(moods, 2 * patience, Math.min(steps, 3 * patience), Mood.BAD);
        Arrays.fill(moods, Math.min(steps, 3 * patience), Math.min(steps, 4 * patience), Mood.QUIET);
        return moods;
    }

    private static StringBuilder head(String interval) {
        return new StringBuilder(MADE).append("rule_files:\n  - ../rules/streamgate-alerts.yml\n")
            .append("evaluation_interval: ")
            .append(interval)
            .append("\ntests:\n");
    }

    private static void isOrBecomes(Path file, String text) throws IOException {
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
