/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertState;

/**
 * The open incidents: one for each fingerprint, which fires as long as at least one
 * source reports it. Bounded. Thread-safe.
 */
class ActiveAlerts {

    /** Maximum number of open incidents; more indicate faulty rules. */
    private static final int MAX_OPEN = 5_000;

    /** How many resolution times are kept to detect late reports. */
    private static final int MAX_RESOLUTIONS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(ActiveAlerts.class);

    private final Map<String, Incident> open = new LinkedHashMap<>();

    /** Time of the last resolution by fingerprint. */
    private final Map<String, Instant> resolutions = new LinkedHashMap<>();

    /** When late reports take effect, by fingerprint. */
    private final Map<String, Instant> lateUntil = new HashMap<>();

    private final Duration lateReportDelay;

    private final Consumer<Incident> onChange;

    /**
     * Creates an empty instance.
     * @param lateReportDelay how long a report of Alertmanager about a time before the
     * alert's last resolution is held back
     * @param onChange receives each changed incident; called with the lock held, so it
     * must not block
     */
    ActiveAlerts(Duration lateReportDelay, Consumer<Incident> onChange) {
        this.lateReportDelay = lateReportDelay;
        this.onChange = onChange;
    }

    /** All open incidents, in the order in which they were opened. */
    synchronized List<Incident> all() {
        return List.copyOf(this.open.values());
    }

    /** Finds an open incident. */
    Optional<Incident> find(String id) {
        return all().stream().filter((incident) -> incident.id().equals(id)).findFirst();
    }

    /** A source reports that an alert fires. */
    synchronized void report(AlertSource source, AlertReport report, Instant now) {
        Incident known = this.open.get(report.fingerprint());
        if (known == null) {
            open(source, report, now);
            return;
        }
        Incident reported = known.withReport(source, report, now);
        boolean late = this.lateUntil.containsKey(report.fingerprint()) && source == AlertSource.ALERTMANAGER;
        if (known.isFiring() || known.isResolvedManually() || late) {
            replace(known, reported, !known.isReportedBy(source));
        }
        else {
            this.lateUntil.remove(report.fingerprint());
            replace(known, reported.firing(), true);
        }
    }

    /** A source reports that an alert no longer fires, or its report has expired. */
    synchronized void withdraw(AlertSource source, String fingerprint, Instant now) {
        Incident known = this.open.get(fingerprint);
        if (known != null && known.isReportedBy(source)) {
            withdraw(source, known, now);
        }
    }

    /**
     * Applies the complete result of this service's evaluation: incidents that it
     * reported and that are missing from the result are withdrawn. Alerts about effects
     * open no incident during an outage, see {@link AlertKind}.
     * @param active the pending and firing alerts
     * @param conclusive whether the absence of an incident's alert means that its
     * condition has ended
     */
    void reconcile(Collection<Alert> active, Predicate<Incident> conclusive, Instant now) {
        Set<String> present = new HashSet<>();
        boolean outage = active.stream()
            .anyMatch((alert) -> alert.state() == AlertState.FIRING && kind(alert) == AlertKind.OUTAGE);
        for (Alert alert : active) {
            present.add(alert.fingerprint());
            boolean inhibited = kind(alert) == AlertKind.OUTAGE
                    || (outage && kind(alert) == AlertKind.SYMPTOM && !isOpen(alert.fingerprint()));
            if (alert.state() == AlertState.FIRING && !inhibited) {
                report(AlertSource.MONITOR, AlertReport.of(alert), now);
            }
        }
        all().stream()
            .filter((incident) -> incident.isReportedBy(AlertSource.MONITOR)
                    && !present.contains(incident.fingerprint()))
            .filter(conclusive)
            .forEach((incident) -> withdraw(AlertSource.MONITOR, incident.fingerprint(), now));
    }

    /**
     * Withdraws reports of Alertmanager that were not repeated, and lets late reports
     * take effect that were not withdrawn.
     * @param reportTtl how long a report of Alertmanager is valid
     */
    synchronized void expire(Duration reportTtl, Instant now) {
        for (Incident incident : all()) {
            Instant reported = incident.reporting().get(AlertSource.ALERTMANAGER);
            if (reported != null && reported.plus(reportTtl).isBefore(now)) {
                log.info("Alertmanager has not repeated {} for {}; withdrawing its report", incident.report().rule(),
                        reportTtl);
                withdraw(AlertSource.ALERTMANAGER, incident.fingerprint(), now);
            }
        }
        for (String fingerprint : List.copyOf(this.lateUntil.keySet())) {
            Instant until = this.lateUntil.get(fingerprint);
            if (until != null && !now.isBefore(until)) {
                this.lateUntil.remove(fingerprint);
                Incident late = this.open.get(fingerprint);
                if (late != null) {
                    replace(late, late.firing(), true);
                }
            }
        }
    }

    /**
     * Resolves an incident manually. It stays resolved until no source reports it.
     * @param by id of the user
     * @return the incident; empty if no open incident has that id
     */
    synchronized Optional<Incident> resolve(String id, String by, Instant now) {
        Optional<Incident> known = find(id);
        known.filter(Incident::isFiring).ifPresent((incident) -> replace(incident, incident.resolved(by, now), true));
        return known.map((incident) -> this.open.getOrDefault(incident.fingerprint(),
                incident.isFiring() ? incident.resolved(by, now) : incident));
    }

    /**
     * Records a completed notification of some incidents.
     * @param resolution whether it was about their resolution
     * @param handlers number of handlers that delivered it
     */
    synchronized void markNotified(Collection<String> ids, boolean resolution, int handlers, Instant now) {
        all().stream()
            .filter((incident) -> ids.contains(incident.id()))
            .forEach((incident) -> replace(incident, incident.withNotification(resolution, handlers, now), true));
    }

    /**
     * Restores the incidents of an earlier process and merges them with those open now.
     */
    synchronized void restore(Collection<Incident> incidents) {
        for (Incident restored : incidents) {
            Incident known = this.open.get(restored.fingerprint());
            Incident merged = restored;
            if (known != null) {
                for (Map.Entry<AlertSource, Instant> source : known.reporting().entrySet()) {
                    merged = merged.withReport(source.getKey(), known.report(), source.getValue());
                }
                merged = (known.isFiring() && !restored.isResolvedManually()) ? merged.firing() : merged;
                merged = known.notified() ? merged.withNotification(false, known.notifications(), known.openedAt())
                        : merged;
            }
            this.open.put(merged.fingerprint(), merged);
            if (known != null) {
                this.onChange.accept(merged);
            }
        }
    }

    private static AlertKind kind(Alert alert) {
        return AlertKind.of(alert.labels());
    }

    private synchronized boolean isOpen(String fingerprint) {
        return this.open.containsKey(fingerprint);
    }

    private void open(AlertSource source, AlertReport report, Instant now) {
        if (this.open.size() >= MAX_OPEN) {
            log.warn("Ignoring alert {}: the maximum of {} open incidents is reached", report.rule(), MAX_OPEN);
            return;
        }
        Instant resolution = this.resolutions.get(report.fingerprint());
        boolean late = source == AlertSource.ALERTMANAGER && resolution != null
                && !report.firedAt().isAfter(resolution);
        if (late) {
            this.lateUntil.put(report.fingerprint(), now.plus(this.lateReportDelay));
        }
        Incident incident = Incident.open(source, report, late ? AlertState.PENDING : AlertState.FIRING, now);
        this.open.put(report.fingerprint(), incident);
        if (!late) {
            this.onChange.accept(incident);
        }
    }

    private void withdraw(AlertSource source, Incident known, Instant now) {
        Incident rest = known.withoutReport(source);
        if (!rest.reporting().isEmpty() || known.state() == AlertState.RESOLVED) {
            replace(known, rest, true);
        }
        else if (known.state() == AlertState.PENDING) {
            this.open.remove(known.fingerprint());
            this.lateUntil.remove(known.fingerprint());
        }
        else {
            replace(known, rest.resolved(Incident.CONDITION, now), true);
        }
    }

    private void replace(Incident before, Incident after, boolean publish) {
        if (after.isClosed()) {
            this.open.remove(before.fingerprint());
            rememberResolution(after);
        }
        else {
            this.open.put(after.fingerprint(), after);
        }
        if (publish) {
            this.onChange.accept(after);
        }
    }

    private void rememberResolution(Incident closed) {
        Instant resolution = closed.resolvedAt();
        if (resolution != null) {
            this.resolutions.remove(closed.fingerprint());
            this.resolutions.put(closed.fingerprint(), resolution);
            if (this.resolutions.size() > MAX_RESOLUTIONS) {
                this.resolutions.remove(this.resolutions.keySet().iterator().next());
            }
        }
    }

}
