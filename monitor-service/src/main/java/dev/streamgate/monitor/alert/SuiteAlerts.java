/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.contracts.monitor.AlertsView;
import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.monitor.database.DeferredMigration;
import dev.streamgate.monitor.stream.ChangeStream;
import dev.streamgate.monitor.stream.CurrentState;

/**
 * The alerts of the suite. Each second it merges the result of the local evaluation into
 * the incidents, sends the notifications that are due, and writes changed incidents.
 * While the database is unavailable it continues in memory. Thread-safe.
 */
@Component
class SuiteAlerts implements CurrentState {

    private static final Logger log = LoggerFactory.getLogger(SuiteAlerts.class);

    private static final String EVENT = "alert";

    private final LocalEvaluation evaluation;

    private final IncidentStore store;

    private final DeferredMigration migration;

    private final IncidentRouter router;

    private final ChangeStream changes;

    private final IncidentProperties properties;

    private final Clock clock;

    private final ActiveAlerts incidents;

    private final PendingWrites pendingWrites;

    private final NotificationGrouping grouping;

    private final Instant started;

    private final Set<String> groupsInDelivery = ConcurrentHashMap.newKeySet();

    private final ReentrantLock writing = new ReentrantLock();

    private volatile boolean restored;

    SuiteAlerts(LocalEvaluation evaluation, IncidentStore store, DeferredMigration migration, IncidentRouter router,
            ChangeStream changes, IncidentProperties properties, Clock clock) {
        this.evaluation = evaluation;
        this.store = store;
        this.migration = migration;
        this.router = router;
        this.changes = changes;
        this.properties = properties;
        this.clock = clock;
        this.started = clock.instant();
        this.pendingWrites = new PendingWrites(properties.maxPendingWrites());
        this.incidents = new ActiveAlerts(properties.lateReportDelay(), this::changed);
        this.grouping = new NotificationGrouping(properties.groupWait(), properties.groupInterval(),
                properties.notifyLevel());
    }

    /** Updates the incidents and sends the notifications that are due. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void update() {
        Instant now = this.clock.instant();
        this.incidents.reconcile(this.evaluation.active(), (incident) -> this.evaluation.isConclusive(incident, now),
                now);
        this.incidents.expire(this.properties.reportTtl(), now);
        if (this.restored || !now.isBefore(this.started.plus(this.properties.startupGrace()))) {
            this.grouping.due(this.incidents.all(), now).forEach(this::send);
        }
    }

    /**
     * Writes pending changes if the database is available; at first it restores the open
     * incidents. Not part of {@link #update}, since an unresponsive database must not
     * delay notifications.
     */
    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    void flush() {
        if (!this.writing.tryLock()) {
            return;
        }
        try {
            if (!this.restored) {
                this.migration.migrate();
                this.incidents.restore(this.store.open());
                this.restored = true;
            }
            for (Optional<Incident> next = this.pendingWrites.next(); next
                .isPresent(); next = this.pendingWrites.next()) {
                save(next.get());
                this.pendingWrites.written(next.get());
            }
        }
        catch (FlywayException | DataAccessException ex) {
            log.debug("Incidents could not be written; retrying when the database is available", ex);
        }
        finally {
            this.writing.unlock();
        }
    }

    /**
     * An incident that the database rejects must not keep the others from being written.
     */
    private void save(Incident incident) {
        try {
            this.store.save(incident);
        }
        catch (DataIntegrityViolationException ex) {
            log.error("Incident {} cannot be written and is left out of the history", incident.id(), ex);
        }
    }

    /** Deletes closed incidents after the retention period. */
    @Scheduled(initialDelay = 2, fixedRate = 60, timeUnit = TimeUnit.MINUTES)
    void deleteExpired() {
        try {
            this.store.deleteOpenedBefore(this.clock.instant().minus(this.properties.retention()));
        }
        catch (DataAccessException ex) {
            log.debug("Expired incidents could not be deleted; retrying in an hour", ex);
        }
    }

    /** Processes a report of Alertmanager. */
    void receive(AlertReport report, boolean firing) {
        if (AlertKind.of(report.labels()) == AlertKind.OUTAGE) {
            return;
        }
        if (firing) {
            this.incidents.report(AlertSource.ALERTMANAGER, report, this.clock.instant());
        }
        else {
            this.incidents.withdraw(AlertSource.ALERTMANAGER, report.fingerprint(), this.clock.instant());
        }
    }

    /** Adds an event to the history; recording the same event again has no effect. */
    void recordEvent(Alert alert) {
        String id = alert.fingerprint() + "-" + alert.startedAt().toEpochMilli();
        changed(Incident.event(id, AlertReport.of(alert), this.clock.instant()));
    }

    /**
     * Resolves an alert manually.
     * @param by id of the user
     * @return the alert; empty if the id is unknown
     * @throws DataAccessException if the alert is not active and the database is
     * unavailable
     */
    Optional<AlertView> resolve(String id, String by) {
        return this.incidents.resolve(id, by, this.clock.instant()).or(() -> this.store.find(id)).map(Incident::toView);
    }

    /**
     * Finds an alert.
     * @return the alert; empty if the id is unknown
     * @throws DataAccessException if the alert is not active and the database is
     * unavailable
     */
    Optional<AlertView> find(String id) {
        return this.incidents.find(id).or(() -> this.store.find(id)).map(Incident::toView);
    }

    /** The pending and firing alerts. */
    AlertsView active(AlertFilter filter) {
        List<Incident> open = this.incidents.all();
        Set<String> fingerprints = new HashSet<>();
        open.forEach((incident) -> fingerprints.add(incident.fingerprint()));
        Stream<AlertView> pending = this.evaluation.active()
            .stream()
            .filter((alert) -> alert.state() == AlertState.PENDING && !fingerprints.contains(alert.fingerprint()))
            .filter((alert) -> AlertKind.of(alert.labels()) != AlertKind.OUTAGE)
            .map(Incident::pendingView);
        Map<String, Integer> firing = new LinkedHashMap<>();
        for (AlertLevel level : AlertLevel.values()) {
            firing.put(level.label(),
                    (int) open.stream().filter((incident) -> incident.isFiring() && incident.level() == level).count());
        }
        List<AlertView> items = Stream
            .concat(open.stream().filter((incident) -> incident.state() != AlertState.RESOLVED).map(Incident::toView),
                    pending)
            .filter(filter::matches)
            .sorted(Comparator.comparing((AlertView alert) -> AlertLevel.ofLabel(alert.level()))
                .thenComparing(AlertView::startedAt)
                .thenComparing(AlertView::id))
            .toList();
        return new AlertsView(items, firing);
    }

    /**
     * A page of past and firing alerts, latest first.
     * @throws DataAccessException if the database is unavailable
     */
    Page<AlertView> history(AlertFilter filter, int limit, @Nullable String cursor) {
        Page<Incident> page = this.store.page(filter, limit, cursor);
        return new Page<>(page.items().stream().map(Incident::toView).toList(), page.nextCursor());
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public List<AlertView> items() {
        return active(new AlertFilter(AlertState.FIRING, null, null, null)).items();
    }

    /** Whether a notification is being delivered. */
    boolean isDelivering() {
        return !this.groupsInDelivery.isEmpty();
    }

    private void send(String group, IncidentNotification notification) {
        if (!this.groupsInDelivery.add(group)) {
            return;
        }
        Duration delay = Duration.between(notification.incidents().getFirst().openedAt(), this.clock.instant());
        log.info("Notifying of {} alerts of {}, {} after the first", notification.mentioned().size(), group, delay);
        // The completion writes to the database, so it gets its own thread instead of a
        // handler's.
        this.router.send(notification,
                (handlers) -> Thread.ofVirtual()
                    .name("notification-completion")
                    .start(() -> complete(group, notification, handlers)));
    }

    private void complete(String group, IncidentNotification notification, int handlers) {
        this.incidents.markNotified(notification.ids(), notification.resolution(), handlers, this.clock.instant());
        // Without delay, since a crash before the write repeats the notification.
        flush();
        this.groupsInDelivery.remove(group);
    }

    private void changed(Incident incident) {
        this.pendingWrites.add(incident);
        this.changes.publish(EVENT, incident.toView());
    }

}
