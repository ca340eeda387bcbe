/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.PromtoolTest;
import dev.streamgate.hardening.alert.SimulatedAlerts;
import dev.streamgate.suite.alert.SimulatedSuite.Use;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Days of use without a fault raise no alert of which operators are notified; a fault
 * raises an alert that names its cause, within a minute, and the alert ends within a
 * minute of the fault.
 */
class SimulatedDaysTests {

    private static final int SCRAPE = 10;

    private static final int MINUTE = 60 / SCRAPE;

    /** The fault lasts for five minutes, after half an hour of normal use. */
    private static final int BEGIN = 30 * MINUTE;

    private static final int END = BEGIN + 5 * MINUTE;

    private static final int STEPS = END + 30 * MINUTE;

    @ParameterizedTest
    @EnumSource
    void aDayWithoutAFaultRaisesNoAlert(Use use) {
        int seconds = (use == Use.BUSY) ? 60 : 30;
        SimulatedSuite day = new SimulatedSuite(use, 24 * 3600 / seconds, seconds);
        assertThat(notifying(day).stream().flatMap(Collection::stream).toList()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = { "IDLE", "LIGHT" })
    void norDoesItInPrometheus(Use use, @TempDir Path folder) throws Exception {
        PromtoolTest.assumeInstalled();
        int steps = 12 * 60;
        SimulatedSuite day = new SimulatedSuite(use, steps, 60);
        Path rules = Path.of("..", "prometheus", "rules", "streamgate-alerts.yml").toAbsolutePath().normalize();
        Path test = Files.writeString(folder.resolve("test.yml"),
                SimulatedAlerts.quietTest(rules.toString(), day.series(),
                        IntStream.iterate(5, (step) -> step < steps, (step) -> step + 5).boxed().toList(), 60,
                        "warning|critical"));
        PromtoolTest.Result result = PromtoolTest.run("promtool", "test", "rules", test.toString());
        assertThat(result.exit()).as(result.output()).isZero();
    }

    @Test
    void aServiceThatEndsIsOneIncident() {
        assertOneIncident(fault().down("metadata", BEGIN, END).failing("gateway", BEGIN, END, 20), "ServiceDown");
    }

    @Test
    void aFrozenPostgresIsOneIncidentThatNamesIt() {
        SimulatedSuite fault = fault().set("streamgate_dependency_up", "", BEGIN, END, (labels, value, step) -> 0)
            .set("hikaricp_connections_pending", "", BEGIN, END, (labels, value, step) -> 8)
            .set("hikaricp_connections_timeout_total", "", BEGIN, STEPS,
                    (labels, value, step) -> value + 8 * (Math.min(step, END) - BEGIN));
        for (String service : List.of("auth", "upload", "metadata", "worker")) {
            fault.set("streamgate_service_health", service, BEGIN, END, (labels, value, step) -> 0);
        }
        for (String service : List.of("gateway", "auth", "upload", "metadata", "streaming")) {
            fault.failing(service, BEGIN, END, 20);
        }
        assertOneIncident(fault, "PostgresDown");
    }

    @Test
    void valkeyThatIsDownIsOneIncident() {
        assertOneIncident(fault().set("streamgate_valkey_up", "", BEGIN, END, (labels, value, step) -> 0),
                "ValkeyUnreachable");
    }

    @Test
    void aFullDiskOfAllServicesIsOneIncident() {
        assertOneIncident(fault().set("disk_free_bytes", "", BEGIN, END, (labels, value, step) -> 20e9), "DiskFull");
    }

    @Test
    void aJournalThatCannotBeWrittenIsOneIncident() {
        assertOneIncident(fault().set("streamgate_audit_writable", "auth", BEGIN, END, (labels, value, step) -> 0),
                "AuditJournalUnavailable");
    }

    @Test
    void aCrashLoopIsAnAlert() {
        SimulatedSuite fault = fault().set("process_start_time_seconds", "worker", BEGIN, STEPS,
                (labels, value, step) -> value + 40.0 * Math.min((step - BEGIN) / 4, 5));
        assertThat(names(notifying(fault))).containsExactly("ServiceRestarting");
    }

    @Test
    void aJournalThatIsNotWitnessedIsAnAlert() {
        SimulatedSuite fault = fault().set("streamgate_audit_witness_heads_total", "", 0, STEPS,
                (labels, value, step) -> "gateway".equals(labels.get("target")) ? 0 : value);
        assertThat(names(notifying(fault))).containsExactly("AuditJournalUnwitnessed");
    }

    private static SimulatedSuite fault() {
        return new SimulatedSuite(Use.NORMAL, STEPS, SCRAPE);
    }

    private static void assertOneIncident(SimulatedSuite fault, String rule) {
        List<List<Alert>> notifying = notifying(fault);
        assertThat(names(notifying)).containsExactly(rule);
        assertThat(notifying).allSatisfy((alerts) -> assertThat(alerts).hasSizeLessThan(2));
        int first = IntStream.range(0, STEPS).filter((step) -> !notifying.get(step).isEmpty()).findFirst().orElse(-1);
        int last = IntStream.range(0, STEPS).filter((step) -> !notifying.get(step).isEmpty()).max().orElse(-1);
        assertThat(first).as("fires").isBetween(BEGIN, BEGIN + MINUTE);
        assertThat(last).as("is resolved").isBetween(END - 1, END + MINUTE);
    }

    /**
     * The alerts at each step of which operators are notified: no info alerts, and no
     * effects during an outage, as in monitor-service and Alertmanager.
     */
    private static List<List<Alert>> notifying(SimulatedSuite suite) {
        return SimulatedAlerts.firing(SuiteRules.all(), suite.series(), suite.steps(), suite.seconds())
            .stream()
            .map((firing) -> {
                boolean outage = firing.stream().anyMatch((alert) -> "outage".equals(alert.labels().get("kind")));
                return firing.stream()
                    .filter((alert) -> alert.level() != AlertLevel.INFO)
                    .filter((alert) -> !outage || !"symptom".equals(alert.labels().get("kind")))
                    .toList();
            })
            .toList();
    }

    private static Set<String> names(List<List<Alert>> alerts) {
        Set<String> names = new TreeSet<>();
        alerts.forEach((firing) -> firing.forEach((alert) -> names.add(alert.rule())));
        return names;
    }

}
