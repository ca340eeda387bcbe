/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.observe;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** With the committed configurations. */
class ObserverFilesTests {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void staticTargetsReplaceDnsDiscovery() {
        String configuration = files(List.of("127.0.0.1:18091")).prometheusConfiguration();
        assertThat(configuration).doesNotContain("dns_sd_configs")
            .contains("- { targets: [\"127.0.0.1:18081\"], labels: { __meta_dns_name: auth-service } }",
                    "- { targets: [\"127.0.0.1:18088\"], labels: { __meta_dns_name: monitor-service } }",
                    "- { targets: [\"127.0.0.1:18090\"] }", "- " + PROJECT + "/prometheus/rules/*.yml");
        assertThat(configuration.split("127.0.0.1:18091", -1)).as("notified and scraped").hasSize(3);
    }

    @Test
    void withoutAlertmanagerThereIsNoTargetForAlerts() {
        assertThat(files(List.of()).prometheusConfiguration()).contains("static_configs: []").doesNotContain("9093");
    }

    @Test
    void alertmanagerNotifiesMonitorOnThisMachine() {
        String configuration = files(List.of())
            .alertmanagerConfiguration(Path.of("/home/secrets/alertmanager-webhook"));
        assertThat(configuration)
            .contains("http://127.0.0.1:18088/", "credentials_file: /home/secrets/alertmanager-webhook")
            .doesNotContain("http://monitor-service");
    }

    private static ObserverFiles files(List<String> alertmanager) {
        return new ObserverFiles(PROJECT, Map.of("auth", "127.0.0.1:18081", "monitor", "127.0.0.1:18088"),
                "127.0.0.1:18090", alertmanager);
    }

}
