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

import static dev.streamgate.monitor.alert.Told.at;
import static dev.streamgate.monitor.alert.Told.claim;
import static org.assertj.core.api.Assertions.assertThat;

class GroupingTests {

    private final ActiveAlerts book = new ActiveAlerts(Duration.ofMinutes(2), (episode) -> {
    });

    private final Grouping grouping = new Grouping(Duration.ofSeconds(10), Duration.ofMinutes(1), AlertLevel.WARNING);

    @Test
    void aServicesDeathIsOneNotificationAndOneWhenItIsBack() {
        fire("ServiceDown", "upload", AlertLevel.CRITICAL, 0);
        fire("InstanceGone", "upload", AlertLevel.CRITICAL, 3);
        fire("HighLatency", "upload", AlertLevel.WARNING, 4);
        assertThat(due(9)).isEmpty();
        Map<String, Grouping.Notice> due = due(10);
        assertThat(due).containsOnlyKeys("service upload");
        Grouping.Notice notice = due.get("service upload");
        assertThat(notice.over()).isFalse();
        assertThat(notice.toAlert().rule()).isEqualTo("ServiceDown");
        assertThat(notice.toAlert().summary()).startsWith("ServiceDown of upload. And 2 more: ")
            .contains("InstanceGone of upload.");
        told(notice, 10);
        assertThat(due(11)).isEmpty();

        end("InstanceGone", "upload", AlertLevel.CRITICAL, 20);
        end("HighLatency", "upload", AlertLevel.WARNING, 21);
        assertThat(due(25)).isEmpty();
        end("ServiceDown", "upload", AlertLevel.CRITICAL, 30);
        Grouping.Notice over = due(30).get("service upload");
        assertThat(over.over()).isTrue();
        told(over, 30);
        assertThat(due(31)).isEmpty();
        assertThat(this.book.all()).isEmpty();
    }

    @Test
    void whatIsOverBeforeAnybodyWasToldIsNotToldAtAll() {
        fire("ServiceDown", "upload", AlertLevel.CRITICAL, 0);
        end("ServiceDown", "upload", AlertLevel.CRITICAL, 5);
        assertThat(due(20)).isEmpty();
        assertThat(this.book.all()).isEmpty();
    }

    @Test
    void moreOfTheSameServiceComesAfterTheInterval() {
        fire("HighErrorRate", "auth", AlertLevel.CRITICAL, 0);
        told(due(10).get("service auth"), 10);
        fire("OutOfMemory", "auth", AlertLevel.CRITICAL, 20);
        assertThat(due(40)).isEmpty();
        assertThat(due(70).get("service auth").ids()).hasSize(1);
    }

    @Test
    void aWarningIsSilentWhileItsServiceIsCritical() {
        fire("HighErrorRate", "auth", AlertLevel.CRITICAL, 0);
        told(due(10).get("service auth"), 10);
        fire("ElevatedErrorRate", "auth", AlertLevel.WARNING, 20);
        fire("ElevatedErrorRate", "cache", AlertLevel.WARNING, 20);
        assertThat(due(200)).containsOnlyKeys("service cache");
        end("HighErrorRate", "auth", AlertLevel.CRITICAL, 300);
        assertThat(due(300).get("service auth").over()).isFalse();
    }

    @Test
    void aDeadGatewaySilencesWhatFollowsFromIt() {
        fire("ServiceDown", "gateway", AlertLevel.CRITICAL, 0);
        fire("ElevatedErrorRate", "cache", AlertLevel.WARNING, 1);
        fire("ServiceDown", "auth", AlertLevel.CRITICAL, 2);
        assertThat(due(60)).containsOnlyKeys("service gateway", "service auth");
    }

    @Test
    void infoIsNotNotifiedOfAndAlertsWithoutAServiceAreGroupedByRule() {
        fire("Something", "auth", AlertLevel.INFO, 0);
        fire("Something", "", AlertLevel.WARNING, 0);
        assertThat(due(60)).containsOnlyKeys("rule Something");
    }

    private void fire(String rule, String service, AlertLevel level, long second) {
        this.book.claim(AlertSource.MONITOR, claim(rule, service, level, second), at(second));
    }

    private void end(String rule, String service, AlertLevel level, long second) {
        this.book.silence(AlertSource.MONITOR, claim(rule, service, level, second).fingerprint(), at(second));
    }

    private Map<String, Grouping.Notice> due(long second) {
        return this.grouping.due(List.copyOf(this.book.all()), at(second));
    }

    private void told(Grouping.Notice notice, long second) {
        this.book.told(notice.ids(), notice.over(), 1, at(second));
    }

}
