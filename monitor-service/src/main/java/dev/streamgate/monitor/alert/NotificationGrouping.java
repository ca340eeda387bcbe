/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;

/**
 * Decides which notifications are due: one for all alerts of a service that begin to fire
 * together, one when all of them are resolved, and none for an alert that a more urgent
 * one inhibits. It depends on the incidents alone, so a restart does not change its
 * decisions.
 *
 * @param groupWait how long a notification waits for further alerts of its group
 * @param groupInterval minimum time between two notifications of a group about firing
 * alerts
 * @param level the least urgent level of which operators are notified
 */
record NotificationGrouping(Duration groupWait, Duration groupInterval, AlertLevel level) {

    private static final String SERVICE_DOWN = "ServiceDown";

    private static final String GATEWAY = "gateway";

    /** The notifications that are due, by group. */
    Map<String, IncidentNotification> due(List<Incident> all, Instant now) {
        List<Incident> firing = all.stream().filter(Incident::isFiring).toList();
        Map<String, List<Incident>> groups = all.stream()
            .filter((incident) -> incident.level().isAtLeast(this.level))
            .filter((incident) -> incident.state() != AlertState.PENDING)
            .collect(Collectors.groupingBy(NotificationGrouping::group, LinkedHashMap::new, Collectors.toList()));
        Map<String, IncidentNotification> due = new LinkedHashMap<>();
        groups.forEach((group, incidents) -> notification(incidents, firing, now)
            .ifPresent((notification) -> due.put(group, notification)));
        return due;
    }

    private Optional<IncidentNotification> notification(List<Incident> group, List<Incident> allFiring, Instant now) {
        List<Incident> firing = group.stream().filter(Incident::isFiring).toList();
        List<Incident> unnotified = firing.stream()
            .filter((incident) -> !incident.notified() && !isInhibited(incident, allFiring))
            .toList();
        if (!unnotified.isEmpty()) {
            Instant first = unnotified.stream().map(Incident::openedAt).min(Comparator.naturalOrder()).orElse(now);
            Optional<Instant> last = group.stream()
                .map(Incident::notifiedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
            Instant due = first.plus(this.groupWait);
            Instant next = last.map((notifiedAt) -> notifiedAt.plus(this.groupInterval)).orElse(due);
            if (now.isBefore(due) || now.isBefore(next)) {
                return Optional.empty();
            }
            return Optional.of(new IncidentNotification(false, unnotified, firing));
        }
        List<Incident> resolved = group.stream()
            .filter((incident) -> !incident.isFiring() && incident.notified() && !incident.resolutionNotified())
            .toList();
        boolean allResolved = firing.stream().noneMatch(Incident::notified);
        return (allResolved && !resolved.isEmpty()) ? Optional.of(new IncidentNotification(true, resolved, resolved))
                : Optional.empty();
    }

    private static String group(Incident incident) {
        return incident.service().isEmpty() ? "rule " + incident.report().rule() : "service " + incident.service();
    }

    /** Applies the inhibition rules of {@code alertmanager/alertmanager.yml}. */
    private static boolean isInhibited(Incident incident, List<Incident> firing) {
        boolean critical = incident.level() == AlertLevel.CRITICAL;
        boolean down = SERVICE_DOWN.equals(incident.report().rule());
        return firing.stream().filter((other) -> !other.id().equals(incident.id())).anyMatch((other) -> {
            boolean sameService = other.service().equals(incident.service());
            boolean otherDown = SERVICE_DOWN.equals(other.report().rule());
            return (otherDown && sameService && !down)
                    || (otherDown && GATEWAY.equals(other.service()) && !down && !critical)
                    || (sameService && other.level() == AlertLevel.CRITICAL && !critical);
        });
    }

}
