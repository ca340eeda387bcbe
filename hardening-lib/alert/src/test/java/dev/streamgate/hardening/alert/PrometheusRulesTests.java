/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Prometheus accepts the library's rules and evaluates them as the library does. */
class PrometheusRulesTests {

    @Test
    void promtoolAcceptsThePredefinedRules(@TempDir Path directory) throws Exception {
        PromtoolTest.assumeInstalled();
        Path file = directory.resolve("rules.yml");
        Files.writeString(file, PrometheusRules.yaml("application", PredefinedRules.all()));
        PromtoolTest.Result check = PromtoolTest.run("promtool", "check", "rules", file.toString());
        assertThat(check.exit()).as(check.output()).isZero();
    }

    @Test
    void prometheusAndTheLibraryAgreeAtEveryStep(@TempDir Path directory) throws Exception {
        PromtoolTest.assumeInstalled();
        PromtoolTest.assertAgreement(PredefinedRules.all(), directory);
    }

    @Test
    void theFileHasNoLinkForARuleWithoutARunbook() {
        AlertRule rule = PredefinedRules.all().get(0);
        assertThat(PrometheusRules.yaml("one", java.util.List.of(rule))).doesNotContain("runbook_url");
        assertThat(PrometheusRules.yaml("one", java.util.List.of(rule.withRunbook("https://example.org/r"))))
            .contains("runbook_url: 'https://example.org/r'");
    }

}
