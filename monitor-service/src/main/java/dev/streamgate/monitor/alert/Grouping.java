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

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;

/**
 * Decides what is to be notified of: one notification for all alerts of a service that
 * begin together, one when all of them are over, and none for what follows from a graver
 * alert. Knows nothing but the episodes, so it decides the same after a restart.
 *
 * @param patience how long a notification waits for more
 * @param interval how long after one the next of the same group may follow
 * @param level the least grave level that is notified of
 */
record Grouping(Duration patience, Duration interval, AlertLevel level) {

    private static final String DOWN = "ServiceDown";

    private static final String DOOR = "gateway";

    /** What is due now, by group. */
    Map<String, Notice> due(List<Incident> all, Instant now) {
        List<Incident> firing = all.stream().filter(Incident::isFiring).toList();
        Map<String, List<Incident>> groups = all.stream()
            .filter((episode) -> episode.level().compareTo(this.level) <= 0)
            .filter((episode) -> episode.state() != dev.streamgate.hardening.alert.AlertState.PENDING)
            .collect(Collectors.groupingBy(Grouping::group, LinkedHashMap::new, Collectors.toList()));
        Map<String, Notice> due = new LinkedHashMap<>();
        groups
            .forEach((group, episodes) -> notice(episodes, firing, now).ifPresent((notice) -> due.put(group, notice)));
        return due;
    }

    private Optional<Notice> notice(List<Incident> group, List<Incident> allFiring, Instant now) {
        List<Incident> firing = group.stream().filter(Incident::isFiring).toList();
        List<Incident> fresh = firing.stream()
            .filter((episode) -> !episode.told() && !follows(episode, allFiring))
            .toList();
        if (!fresh.isEmpty()) {
            Instant first = fresh.stream().map(Incident::openedAt).min(Comparator.naturalOrder()).orElse(now);
            Optional<Instant> last = group.stream()
                .map(Incident::notifiedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
            Instant due = first.plus(this.patience);
            Instant next = last.map((told) -> told.plus(this.interval)).orElse(due);
            if (now.isBefore(due) || now.isBefore(next)) {
                return Optional.empty();
            }
            return Optional.of(new Notice(false, fresh, firing));
        }
        List<Incident> over = group.stream()
            .filter((episode) -> !episode.isFiring() && episode.told() && !episode.toldOver())
            .toList();
        boolean allOver = firing.stream().noneMatch(Incident::told);
        return (allOver && !over.isEmpty()) ? Optional.of(new Notice(true, over, over)) : Optional.empty();
    }

    private static String group(Incident episode) {
        return episode.service().isEmpty() ? "rule " + episode.claim().rule() : "service " + episode.service();
    }

    /** As alertmanager/alertmanager.yml inhibits. */
    private static boolean follows(Incident episode, List<Incident> firing) {
        boolean critical = episode.level() == AlertLevel.CRITICAL;
        boolean down = DOWN.equals(episode.claim().rule());
        return firing.stream().filter((other) -> !other.id().equals(episode.id())).anyMatch((other) -> {
            boolean same = other.service().equals(episode.service());
            boolean otherDown = DOWN.equals(other.claim().rule());
            return (otherDown && same && !down) || (otherDown && DOOR.equals(other.service()) && !down && !critical)
                    || (same && other.level() == AlertLevel.CRITICAL && !critical);
        });
    }

    /**
     * One notification.
     *
     * @param over whether it says that they are over
     * @param fresh what it is about
     * @param all what it mentions
     */
    record Notice(boolean over, List<Incident> fresh, List<Incident> all) {

        private static final int NAMED = 5;

        List<String> ids() {
            return this.fresh.stream().map(Incident::id).toList();
        }

        /**
         * The gravest alert, which speaks for the others.
         */
        Alert toAlert() {
            List<Incident> sorted = this.all.stream()
                .sorted(Comparator.comparing(Incident::level).thenComparing(Incident::openedAt))
                .toList();
            Alert head = sorted.getFirst().toAlert();
            if (sorted.size() == 1) {
                return head;
            }
            String others = sorted.stream()
                .skip(1)
                .limit(NAMED)
                .map((episode) -> episode.claim().summary())
                .collect(Collectors.joining(" "));
            int rest = sorted.size() - 1 - NAMED;
            String summary = head.summary() + " And " + (sorted.size() - 1) + " more: " + others
                    + ((rest > 0) ? " … and " + rest + " others." : "");
            return new Alert(head.fingerprint(), head.rule(), head.level(), head.state(), head.labels(), summary,
                    head.runbook(), head.value(), head.startedAt(), head.firedAt(), head.resolvedAt());
        }

    }

}
