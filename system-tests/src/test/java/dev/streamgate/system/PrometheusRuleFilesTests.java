/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** Configuration and rules, as Prometheus' own tool sees them. */
class PrometheusRuleFilesTests {

    private static final String REQUIREMENT = "Requires Debian's package prometheus";

    private static final Path folder = Dashboard.project.resolve("prometheus");

    @Test
    void eachAlertFiresAndResolvesInATest() throws IOException {
        List<String> alerts = maps(maps(documents("rules"), "groups"), "rules").stream()
            .filter((rule) -> rule.containsKey("alert"))
            .map((rule) -> rule.get("alert").toString())
            // It always fires.
            .filter((alert) -> !alert.equals("Watchdog"))
            .toList();
        Set<String> proven = new HashSet<>();
        for (Map<String, Object> test : maps(documents("tests"), "tests")) {
            Set<String> fired = new HashSet<>();
            maps(List.of(test), "alert_rule_test").stream()
                .sorted(Comparator
                    .comparing((check) -> DurationStyle.detectAndParse(check.get("eval_time").toString())))
                .forEach((check) -> {
                    String alert = check.get("alertname").toString();
                    boolean fires = !maps(List.of(check), "exp_alerts").isEmpty();
                    if (fires) {
                        fired.add(alert);
                    }
                    else if (fired.contains(alert)) {
                        proven.add(alert);
                    }
                });
        }
        assertThat(alerts).hasSizeGreaterThan(20);
        assertThat(proven).as("alerts that fire and resolve in a test").containsAll(alerts);
    }

    @Test
    @EnabledIf(value = "canRun", disabledReason = REQUIREMENT)
    void theConfigurationAndAllRulesAreValid() {
        assertThat(Stack.run(List.of("promtool", "check", "config", folder.resolve("prometheus.yml").toString()),
                Map.of()))
            .contains("SUCCESS")
            .contains("rules found");
    }

    /** Tests of alerts run in hardening-lib, which generates the alert rules. */
    @Test
    @EnabledIf(value = "canRun", disabledReason = REQUIREMENT)
    void theTestsOfRecordingRulesPass() {
        assertThat(Stack
            .run(List.of("promtool", "test", "rules", folder.resolve("tests").resolve("recording-test.yml").toString(),
                    folder.resolve("tests").resolve("watchdog-test.yml").toString()), Map.of()))
            .contains("SUCCESS");
    }

    private static List<Map<String, Object>> documents(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
            List<Map<String, Object>> documents = new ArrayList<>();
            for (Path file : files.filter((file) -> file.toString().endsWith(".yml")).sorted().toList()) {
                documents.add(new Yaml().load(Files.readString(file)));
            }
            return documents;
        }
    }

    /** The elements of the lists with a key in all maps. */
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(List<Map<String, Object>> in, String key) {
        return in.stream()
            .flatMap((map) -> ((List<Map<String, Object>>) map.getOrDefault(key, List.of())).stream())
            .toList();
    }

    static boolean canRun() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch((path) -> Files.isExecutable(Path.of(path, "promtool")));
    }

}
