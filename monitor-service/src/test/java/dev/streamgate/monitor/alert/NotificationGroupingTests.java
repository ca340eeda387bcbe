/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.streamgate.hardening.alert.AlertLevel;

import static dev.streamgate.monitor.alert.TestAlerts.at;
import static dev.streamgate.monitor.alert.TestAlerts.report;
import static org.assertj.core.api.Assertions.assertThat;

class NotificationGroupingTests {

    private final ActiveAlerts incidents = new ActiveAlerts(Duration.ofMinutes(2), (incident) -> {
    });

    private final NotificationGrouping grouping = new NotificationGrouping(Duration.ofSeconds(10),
            Duration.ofMinutes(1), AlertLevel.WARNING);

    @Test
    void theOutageOfAServiceIsOneNotificationAndItsRecoveryAnother() {
        fire("ServiceDown", "upload", AlertLevel.CRITICAL, 0);
        fire("InstanceGone", "upload", AlertLevel.CRITICAL, 3);
        fire("HighLatency", "upload", AlertLevel.WARNING, 4);
        assertThat(due(9)).isEmpty();
        Map<String, IncidentNotification> due = due(10);
        assertThat(due).containsOnlyKeys("service upload");
        IncidentNotification notification = due.get("service upload");
        assertThat(notification.resolution()).isFalse();
        assertThat(notification.toAlert().rule()).isEqualTo("ServiceDown");
        assertThat(notification.toAlert().summary()).startsWith("ServiceDown of upload. And 2 more: ")
            .contains("InstanceGone of upload.");
        markNotified(notification, 10);
        assertThat(due(11)).isEmpty();

        end("InstanceGone", "upload", AlertLevel.CRITICAL, 20);
        end("HighLatency", "upload", AlertLevel.WARNING, 21);
        assertThat(due(25)).isEmpty();
        end("ServiceDown", "upload", AlertLevel.CRITICAL, 30);
        IncidentNotification resolution = due(30).get("service upload");
        assertThat(resolution.resolution()).isTrue();
        markNotified(resolution, 30);
        assertThat(due(31)).isEmpty();
        assertThat(this.incidents.all()).isEmpty();
    }

    @Test
    void anAlertResolvedBeforeItsNotificationIsNotNotified() {
        fire("ServiceDown", "upload", AlertLevel.CRITICAL, 0);
        end("ServiceDown", "upload", AlertLevel.CRITICAL, 5);
        assertThat(due(20)).isEmpty();
        assertThat(this.incidents.all()).isEmpty();
    }

    @Test
    void furtherAlertsOfAServiceAreNotifiedAfterTheGroupInterval() {
        fire("HighErrorRate", "auth", AlertLevel.CRITICAL, 0);
        markNotified(due(10).get("service auth"), 10);
        fire("OutOfMemory", "auth", AlertLevel.CRITICAL, 20);
        assertThat(due(40)).isEmpty();
        assertThat(due(70).get("service auth").ids()).hasSize(1);
    }

    @Test
    void aCriticalAlertInhibitsWarningsOfItsService() {
        fire("HighErrorRate", "auth", AlertLevel.CRITICAL, 0);
        markNotified(due(10).get("service auth"), 10);
        fire("ElevatedErrorRate", "auth", AlertLevel.WARNING, 20);
        fire("ElevatedErrorRate", "cache", AlertLevel.WARNING, 20);
        assertThat(due(200)).containsOnlyKeys("service cache");
        end("HighErrorRate", "auth", AlertLevel.CRITICAL, 300);
        assertThat(due(300).get("service auth").resolution()).isFalse();
    }

    @Test
    void aGatewayOutageInhibitsWarningsOfOtherServices() {
        fire("ServiceDown", "gateway", AlertLevel.CRITICAL, 0);
        fire("ElevatedErrorRate", "cache", AlertLevel.WARNING, 1);
        fire("ServiceDown", "auth", AlertLevel.CRITICAL, 2);
        assertThat(due(60)).containsOnlyKeys("service gateway", "service auth");
    }

    @Test
    void infoIsNotNotifiedAndAlertsWithoutAServiceAreGroupedByRule() {
        fire("Something", "auth", AlertLevel.INFO, 0);
        fire("Something", "", AlertLevel.WARNING, 0);
        assertThat(due(60)).containsOnlyKeys("rule Something");
    }

    private void fire(String rule, String service, AlertLevel level, long second) {
        this.incidents.report(AlertSource.MONITOR, report(rule, service, level, second), at(second));
    }

    private void end(String rule, String service, AlertLevel level, long second) {
        this.incidents.withdraw(AlertSource.MONITOR, report(rule, service, level, second).fingerprint(), at(second));
    }

    private Map<String, IncidentNotification> due(long second) {
        return this.grouping.due(List.copyOf(this.incidents.all()), at(second));
    }

    private void markNotified(IncidentNotification notification, long second) {
        this.incidents.markNotified(notification.ids(), notification.resolution(), 1, at(second));
    }

}
