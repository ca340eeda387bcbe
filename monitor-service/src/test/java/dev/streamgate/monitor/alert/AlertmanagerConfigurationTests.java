/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Validates Alertmanager's configuration with its own tool. */
class AlertmanagerConfigurationTests {

    private static final Path file = Path.of("").toAbsolutePath().resolveSibling("alertmanager/alertmanager.yml");

    @BeforeEach
    void requireAmtool() {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch((folder) -> Files.isExecutable(Path.of(folder, "amtool"))),
                "SKIPPED: requires amtool of Debian's prometheus-alertmanager");
    }

    @Test
    void itIsValid() throws Exception {
        assertThat(amtool("check-config", file.toString())).contains("SUCCESS", "4 inhibit rules", "5 receivers");
    }

    @ParameterizedTest
    @CsvSource({ "critical,critical", "warning,warning", "info,info", "page,warning" })
    void eachLevelHasItsReceiver(String severity, String receiver) throws Exception {
        assertThat(amtool("config", "routes", "test", "--config.file=" + file, "--verify.receivers=" + receiver,
                "alertname=Any", "service=auth", "severity=" + severity))
            .contains(receiver);
    }

    @ParameterizedTest
    @CsvSource({ "Watchdog,none,,watchdog", "ServiceOutage,info,outage,none", "ErrorRateHigh,warning,symptom,warning" })
    void outagesAreNotDeliveredAndTheWatchdogHasItsOwnReceiver(String rule, String severity, @Nullable String kind,
            String receiver) throws Exception {
        assertThat(amtool("config", "routes", "test", "--config.file=" + file, "--verify.receivers=" + receiver,
                "alertname=" + rule, "severity=" + severity, "kind=" + Objects.requireNonNullElse(kind, "")))
            .contains(receiver);
    }

    @Test
    void itSendsATokenAndFollowsNoRedirects() throws IOException {
        assertThat(Files.readString(file)).contains("credentials_file:", "follow_redirects: false",
                "send_resolved: true");
    }

    private static String amtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("amtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

}
