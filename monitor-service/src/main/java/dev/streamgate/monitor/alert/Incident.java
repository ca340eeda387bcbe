/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;

/**
 * One period in which an alert fires, whichever sources report it. Immutable.
 *
 * @param id identifier of the incident
 * @param report what is known of the alert
 * @param state pending, firing or resolved
 * @param openedAt when this service received the first report
 * @param resolvedAt when the incident was resolved; null before
 * @param resolvedBy id of the user who resolved it, or {@link #CONDITION}; null before
 * @param sources all sources that have reported the alert
 * @param reporting the sources that currently report it as firing, with the time of their
 * last report
 * @param notified whether notifying of the incident is complete
 * @param resolutionNotified whether notifying of its resolution is complete
 * @param notifiedAt when the first notification was delivered; null without one
 * @param notifications number of notifications delivered
 */
record Incident(String id, AlertReport report, AlertState state, Instant openedAt, @Nullable Instant resolvedAt,
        @Nullable String resolvedBy, Set<AlertSource> sources, Map<AlertSource, Instant> reporting, boolean notified,
        boolean resolutionNotified, @Nullable Instant notifiedAt, int notifications) {

    /** Value of {@code resolvedBy} if the condition ended. */
    static final String CONDITION = "condition";

    static Incident open(AlertSource source, AlertReport report, AlertState state, Instant now) {
        return new Incident(UUID.randomUUID().toString(), report, state, now, null, null, EnumSet.of(source),
                Map.of(source, now), false, false, null, 0);
    }

    /** An event, which is resolved at once and of which operators are not notified. */
    static Incident event(String id, AlertReport report, Instant now) {
        return new Incident(id, report, AlertState.RESOLVED, now, report.firedAt(), CONDITION,
                EnumSet.of(AlertSource.EVENT), Map.of(), true, true, null, 0);
    }

    String fingerprint() {
        return this.report.fingerprint();
    }

    AlertLevel level() {
        return this.report.level();
    }

    String service() {
        return this.report.labels().getOrDefault("service", "");
    }

    boolean isFiring() {
        return this.state == AlertState.FIRING;
    }

    boolean isReportedBy(AlertSource source) {
        return this.reporting.containsKey(source);
    }

    /** Whether a user resolved it while its condition held. */
    boolean isResolvedManually() {
        return this.state == AlertState.RESOLVED && !CONDITION.equals(this.resolvedBy);
    }

    /**
     * Whether it needs no further processing: it is resolved, no source reports it, and
     * the resolution needs no notification or has had it.
     */
    boolean isClosed() {
        return this.state == AlertState.RESOLVED && this.reporting.isEmpty()
                && (this.resolutionNotified || !this.notified);
    }

    /** Adds or repeats a source's report. */
    Incident withReport(AlertSource source, AlertReport latest, Instant now) {
        Map<AlertSource, Instant> more = copyOfReporting();
        more.put(source, now);
        Set<AlertSource> all = EnumSet.copyOf(this.sources);
        all.add(source);
        AlertReport detailed = (latest.value() != null) ? latest : this.report;
        AlertReport merged = new AlertReport(this.report.fingerprint(), this.report.rule(), this.report.level(),
                this.report.labels(), detailed.summary(), detailed.runbook(), detailed.value(), this.report.startedAt(),
                this.report.firedAt());
        return new Incident(this.id, merged, this.state, this.openedAt, this.resolvedAt, this.resolvedBy, all, more,
                this.notified, this.resolutionNotified, this.notifiedAt, this.notifications);
    }

    /** Withdraws a source's report. */
    Incident withoutReport(AlertSource source) {
        Map<AlertSource, Instant> rest = copyOfReporting();
        rest.remove(source);
        return new Incident(this.id, this.report, this.state, this.openedAt, this.resolvedAt, this.resolvedBy,
                this.sources, rest, this.notified, this.resolutionNotified, this.notifiedAt, this.notifications);
    }

    Incident firing() {
        return new Incident(this.id, this.report, AlertState.FIRING, this.openedAt, null, null, this.sources,
                this.reporting, this.notified, this.resolutionNotified, this.notifiedAt, this.notifications);
    }

    Incident resolved(String by, Instant now) {
        return new Incident(this.id, this.report, AlertState.RESOLVED, this.openedAt, now, by, this.sources,
                this.reporting, this.notified, this.resolutionNotified, this.notifiedAt, this.notifications);
    }

    /**
     * Records a completed notification.
     * @param resolution whether it was about the resolution
     * @param handlers number of handlers that delivered it
     */
    Incident withNotification(boolean resolution, int handlers, Instant now) {
        Instant first = (this.notifiedAt == null && handlers > 0) ? now : this.notifiedAt;
        return new Incident(this.id, this.report, this.state, this.openedAt, this.resolvedAt, this.resolvedBy,
                this.sources, this.reporting, true, this.resolutionNotified || resolution, first,
                this.notifications + Math.min(1, handlers));
    }

    Alert toAlert() {
        return new Alert(fingerprint(), this.report.rule(), level(), this.state, this.report.labels(),
                this.report.summary(), this.report.runbook(),
                (this.report.value() != null) ? this.report.value() : Double.NaN, this.report.startedAt(),
                this.report.firedAt(), this.resolvedAt);
    }

    AlertView toView() {
        List<String> current = (this.reporting.isEmpty() ? this.sources : this.reporting.keySet()).stream()
            .sorted()
            .map(AlertSource::label)
            .toList();
        return new AlertView(this.id, fingerprint(), this.report.rule(), level().label(), this.state.label(),
                this.report.labels(), this.report.summary(), this.report.value(), this.report.startedAt(),
                (this.state == AlertState.PENDING) ? null : this.report.firedAt(), this.resolvedAt, this.resolvedBy,
                this.report.runbook(), current, this.notifications, this.notifiedAt);
    }

    /** The view of an alert that does not fire yet and so has no incident. */
    static AlertView pendingView(Alert alert) {
        return new AlertView(alert.fingerprint(), alert.fingerprint(), alert.rule(), alert.level().label(),
                AlertState.PENDING.label(), alert.labels(), alert.summary(),
                Double.isFinite(alert.value()) ? alert.value() : null, alert.startedAt(), null, null, null,
                alert.runbook(), List.of(AlertSource.MONITOR.label()), 0, null);
    }

    private Map<AlertSource, Instant> copyOfReporting() {
        Map<AlertSource, Instant> copy = new EnumMap<>(AlertSource.class);
        copy.putAll(this.reporting);
        return copy;
    }

}
