/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;

import static dev.streamgate.monitor.alert.TestAlerts.alert;
import static dev.streamgate.monitor.alert.TestAlerts.at;
import static dev.streamgate.monitor.alert.TestAlerts.report;
import static org.assertj.core.api.Assertions.assertThat;

class ActiveAlertsTests {

    private final List<Incident> changes = new ArrayList<>();

    private final ActiveAlerts incidents = new ActiveAlerts(Duration.ofMinutes(2), this.changes::add);

    private final AlertReport down = report("ServiceDown", "upload", AlertLevel.CRITICAL, 0);

    @Test
    void anAlertOfTwoSourcesIsOneIncidentThatEndsWithTheLastReport() {
        this.incidents.report(AlertSource.MONITOR, this.down, at(0));
        this.incidents.report(AlertSource.ALERTMANAGER, report("ServiceDown", "upload", AlertLevel.CRITICAL, 5), at(8));
        assertThat(this.incidents.all()).singleElement().satisfies((incident) -> {
            assertThat(incident.isFiring()).isTrue();
            assertThat(incident.toView().sources()).containsExactly("monitor", "alertmanager");
            assertThat(incident.report().firedAt()).isEqualTo(at(0));
        });
        markNotified();
        this.incidents.withdraw(AlertSource.MONITOR, this.down.fingerprint(), at(30));
        assertThat(only().isFiring()).isTrue();
        this.incidents.withdraw(AlertSource.ALERTMANAGER, this.down.fingerprint(), at(40));
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(only().resolvedAt()).isEqualTo(at(40));
        assertThat(only().resolvedBy()).isEqualTo("condition");
        this.incidents.markNotified(List.of(only().id()), true, 1, at(41));
        assertThat(this.incidents.all()).isEmpty();
    }

    @Test
    void effectsOfAnOutageOpenNoIncident() {
        Alert outage = kind("PostgresOutage", "outage");
        Alert cause = alert("PostgresDown", "postgres", AlertLevel.CRITICAL, AlertState.FIRING, 0);
        Alert effect = kind("ErrorRateCritical", "symptom");
        reconcile(List.of(outage, cause, effect), 0);
        assertThat(only().report().rule()).isEqualTo("PostgresDown");
        reconcile(List.of(outage, effect), 30);
        assertThat(this.incidents.all()).as("shortly after the outage").isEmpty();
        reconcile(List.of(effect), 700);
        assertThat(only().report().rule()).as("it was no effect").isEqualTo("ErrorRateCritical");
        reconcile(List.of(outage, effect), 710);
        assertThat(only().isFiring()).as("it was open before the outage").isTrue();
    }

    private void reconcile(List<Alert> active, long second) {
        this.incidents.reconcile(active, (incident) -> true, at(second));
    }

    private static Alert kind(String rule, String kind) {
        Alert alert = alert(rule, "upload", AlertLevel.CRITICAL, AlertState.FIRING, 0);
        Map<String, String> labels = new HashMap<>(alert.labels());
        labels.put("kind", kind);
        return new Alert(Alert.fingerprint(rule, labels), rule, alert.level(), alert.state(), labels, alert.summary(),
                alert.runbook(), 1, alert.startedAt(), alert.firedAt(), null);
    }

    @Test
    void repeatedReportsChangeNothing() {
        this.incidents.report(AlertSource.MONITOR, this.down, at(0));
        this.incidents.report(AlertSource.MONITOR, this.down, at(1));
        this.incidents.report(AlertSource.MONITOR, this.down, at(2));
        assertThat(this.changes).hasSize(1);
    }

    @Test
    void anAlertThatFiresAgainBeforeItsResolutionWasNotifiedContinues() {
        this.incidents.report(AlertSource.MONITOR, this.down, at(0));
        String id = only().id();
        markNotified();
        this.incidents.withdraw(AlertSource.MONITOR, this.down.fingerprint(), at(10));
        this.incidents.report(AlertSource.MONITOR, this.down, at(11));
        assertThat(only()).satisfies((incident) -> {
            assertThat(incident.id()).isEqualTo(id);
            assertThat(incident.isFiring()).isTrue();
            assertThat(incident.notified()).isTrue();
        });
    }

    @Test
    void aLateReportOfAResolvedAlertTakesEffectOnlyIfItIsNotWithdrawn() {
        this.incidents.report(AlertSource.MONITOR, this.down, at(0));
        markNotified();
        this.incidents.withdraw(AlertSource.MONITOR, this.down.fingerprint(), at(20));
        this.incidents.markNotified(List.of(only().id()), true, 1, at(21));
        AlertReport late = report("ServiceDown", "upload", AlertLevel.CRITICAL, 5);

        this.incidents.report(AlertSource.ALERTMANAGER, late, at(25));
        assertThat(only().state()).isEqualTo(AlertState.PENDING);
        this.incidents.withdraw(AlertSource.ALERTMANAGER, late.fingerprint(), at(30));
        assertThat(this.incidents.all()).isEmpty();

        this.incidents.report(AlertSource.ALERTMANAGER, late, at(40));
        this.incidents.expire(Duration.ofMinutes(15), at(161));
        assertThat(only().isFiring()).isTrue();
    }

    @Test
    void anAlertThatFiresAgainAfterItsResolutionIsAnotherIncident() {
        this.incidents.report(AlertSource.ALERTMANAGER, this.down, at(0));
        String first = only().id();
        markNotified();
        this.incidents.withdraw(AlertSource.ALERTMANAGER, this.down.fingerprint(), at(20));
        this.incidents.markNotified(List.of(first), true, 1, at(21));
        this.incidents.report(AlertSource.ALERTMANAGER, report("ServiceDown", "upload", AlertLevel.CRITICAL, 30),
                at(31));
        assertThat(only().isFiring()).isTrue();
        assertThat(only().id()).isNotEqualTo(first);
    }

    @Test
    void anIncidentResolvedManuallyStaysResolvedUntilNoSourceReportsIt() {
        this.incidents.report(AlertSource.MONITOR, this.down, at(0));
        markNotified();
        this.incidents.resolve(only().id(), "olga", at(10));
        this.incidents.markNotified(List.of(only().id()), true, 1, at(11));
        this.incidents.report(AlertSource.MONITOR, this.down, at(12));
        this.incidents.report(AlertSource.ALERTMANAGER, this.down, at(13));
        assertThat(only().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(only().resolvedBy()).isEqualTo("olga");
        this.incidents.withdraw(AlertSource.MONITOR, this.down.fingerprint(), at(20));
        this.incidents.withdraw(AlertSource.ALERTMANAGER, this.down.fingerprint(), at(21));
        assertThat(this.incidents.all()).isEmpty();
        this.incidents.report(AlertSource.MONITOR, report("ServiceDown", "upload", AlertLevel.CRITICAL, 30), at(30));
        assertThat(only().isFiring()).isTrue();
    }

    @Test
    void aReportOfAlertmanagerExpiresUnlessItIsRepeated() {
        this.incidents.report(AlertSource.ALERTMANAGER, this.down, at(0));
        this.incidents.report(AlertSource.ALERTMANAGER, this.down, at(600));
        this.incidents.expire(Duration.ofMinutes(15), at(1400));
        assertThat(only().isFiring()).isTrue();
        this.incidents.expire(Duration.ofMinutes(15), at(1501));
        assertThat(this.incidents.all()).isEmpty();
        assertThat(this.changes.getLast().state()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void anAlertMissingFromTheEvaluationIsResolvedOnceThatIsConclusive() {
        var firing = alert("HighErrorRate", "auth", AlertLevel.CRITICAL, AlertState.FIRING, 0);
        this.incidents.reconcile(List.of(firing), (incident) -> true, at(1));
        this.incidents.reconcile(List.of(), (incident) -> false, at(2));
        assertThat(only().isFiring()).isTrue();
        var again = alert("HighErrorRate", "auth", AlertLevel.CRITICAL, AlertState.PENDING, 3);
        this.incidents.reconcile(List.of(again), (incident) -> true, at(3));
        assertThat(only().isFiring()).isTrue();
        this.incidents.reconcile(List.of(), (incident) -> true, at(4));
        assertThat(this.changes.getLast().state()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void restoredIncidentsAreMergedWithOpenOnes() {
        ActiveAlerts before = new ActiveAlerts(Duration.ofMinutes(2), (incident) -> {
        });
        before.report(AlertSource.ALERTMANAGER, this.down, at(-100));
        before.markNotified(List.of(before.all().getFirst().id()), false, 1, at(-90));
        Incident restored = before.all().getFirst();

        this.incidents.report(AlertSource.MONITOR, this.down, at(0));
        this.incidents.restore(List.of(restored));
        assertThat(only().id()).isEqualTo(restored.id());
        assertThat(only().notified()).isTrue();
        assertThat(only().reporting()).containsOnlyKeys(AlertSource.MONITOR, AlertSource.ALERTMANAGER);
    }

    @Test
    void theNumberOfOpenIncidentsIsBounded() {
        for (int number = 0; number < 6_000; number++) {
            this.incidents.report(AlertSource.MONITOR, report("Rule" + number, "auth", AlertLevel.INFO, 0), at(0));
        }
        assertThat(this.incidents.all()).hasSize(5_000);
    }

    private Incident only() {
        assertThat(this.incidents.all()).hasSize(1);
        return this.incidents.all().getFirst();
    }

    private void markNotified() {
        this.incidents.markNotified(List.of(only().id()), false, 1, at(9));
    }

}
