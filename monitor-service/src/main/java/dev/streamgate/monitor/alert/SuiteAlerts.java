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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.contracts.monitor.AlertsView;
import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.monitor.database.DeferredMigration;
import dev.streamgate.monitor.notification.NotificationDispatcher;
import dev.streamgate.monitor.stream.ChangeStream;
import dev.streamgate.monitor.stream.PresentState;

/**
 * The alerts of the suite: looks each second what the own evaluation says, sends the
 * notifications that are due, and writes what has changed. Without a database it goes on
 * in memory. Safe for threads.
 */
class SuiteAlerts implements PresentState {

    private static final Logger log = LoggerFactory.getLogger(SuiteAlerts.class);

    private static final String EVENT = "alert";

    private final OwnEvaluation evaluation;

    private final IncidentStore store;

    private final DeferredMigration schema;

    private final NotificationDispatcher outlets;

    private final ChangeStream changes;

    private final IncidentProperties properties;

    private final Clock clock;

    private final ActiveAlerts book;

    private final PendingWrites backlog;

    private final Grouping grouping;

    private final Instant started;

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    private final ReentrantLock writing = new ReentrantLock();

    private volatile boolean loaded;

    SuiteAlerts(OwnEvaluation evaluation, IncidentStore store, DeferredMigration schema, NotificationDispatcher outlets,
            ChangeStream changes, IncidentProperties properties, Clock clock) {
        this.evaluation = evaluation;
        this.store = store;
        this.schema = schema;
        this.outlets = outlets;
        this.changes = changes;
        this.properties = properties;
        this.clock = clock;
        this.started = clock.instant();
        this.backlog = new PendingWrites(properties.backlog());
        this.book = new ActiveAlerts(properties.settling(), this::changed);
        this.grouping = new Grouping(properties.groupWait(), properties.groupInterval(), properties.notifyLevel());
    }

    /** Looks, and notifies of what is due. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void check() {
        Instant now = this.clock.instant();
        this.book.reconcile(this.evaluation.active(), (episode) -> this.evaluation.isSure(episode, now), now);
        this.book.expire(this.properties.claimLifetime(), now);
        if (this.loaded || !now.isBefore(this.started.plus(this.properties.patience()))) {
            this.grouping.due(this.book.all(), now).forEach(this::send);
        }
    }

    /**
     * Writes what waits, if there is a database, and at first takes up what is there. At
     * a fixed rate and so in a thread of its own: a database that does not answer must
     * not hold up notifications.
     */
    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    void write() {
        if (!this.writing.tryLock()) {
            return;
        }
        try {
            if (!this.loaded) {
                this.schema.prepare();
                this.book.restore(this.store.unsettled());
                this.loaded = true;
            }
            for (Optional<Incident> next = this.backlog.next(); next.isPresent(); next = this.backlog.next()) {
                this.store.save(next.get());
                this.backlog.written(next.get());
            }
        }
        catch (FlywayException | DataAccessException ex) {
            log.debug("Alerts wait for the database", ex);
        }
        finally {
            this.writing.unlock();
        }
    }

    /** Forgets what is older than is kept. */
    @Scheduled(initialDelay = 2, fixedRate = 60, timeUnit = TimeUnit.MINUTES)
    void forget() {
        try {
            this.store.forget(this.clock.instant().minus(this.properties.retention()));
        }
        catch (DataAccessException ex) {
            log.debug("Old alerts are forgotten when there is a database", ex);
        }
    }

    /** Takes in what Alertmanager says of an alert. */
    void alertmanager(AlertReport claim, boolean firing) {
        if (firing) {
            this.book.claim(AlertSource.ALERTMANAGER, claim, this.clock.instant());
        }
        else {
            this.book.silence(AlertSource.ALERTMANAGER, claim.fingerprint(), this.clock.instant());
        }
    }

    /**
     * Takes in something that happened and is over at once. The same event twice is one.
     */
    void event(Alert alert) {
        String id = alert.fingerprint() + "-" + alert.startedAt().toEpochMilli();
        changed(Incident.event(id, AlertReport.of(alert), this.clock.instant()));
    }

    /**
     * Resolves an alert by hand.
     * @return the alert, or empty when there is none of that id
     * @throws DataAccessException when it may be an old one and there is no database
     */
    Optional<AlertView> resolve(String id, String by) {
        return this.book.resolve(id, by, this.clock.instant()).or(() -> this.store.find(id)).map(Incident::toView);
    }

    /**
     * An alert.
     * @throws DataAccessException when it may be an old one and there is no database
     */
    Optional<AlertView> find(String id) {
        return this.book.find(id).or(() -> this.store.find(id)).map(Incident::toView);
    }

    /** What is pending or fires. */
    AlertsView active(AlertFilter filter) {
        List<Incident> known = this.book.all();
        Set<String> fingerprints = new HashSet<>();
        known.forEach((episode) -> fingerprints.add(episode.fingerprint()));
        Stream<AlertView> pending = this.evaluation.active()
            .stream()
            .filter((alert) -> alert.state() == AlertState.PENDING && !fingerprints.contains(alert.fingerprint()))
            .map(Incident::pendingView);
        Map<String, Integer> firing = new LinkedHashMap<>();
        for (AlertLevel level : AlertLevel.values()) {
            firing.put(level.label(),
                    (int) known.stream().filter((episode) -> episode.isFiring() && episode.level() == level).count());
        }
        List<AlertView> items = Stream
            .concat(known.stream().filter((episode) -> episode.state() != AlertState.RESOLVED).map(Incident::toView),
                    pending)
            .filter(filter::matches)
            .sorted(Comparator
                .comparing((AlertView alert) -> AlertLevel.valueOf(alert.level().toUpperCase(Locale.ROOT)))
                .thenComparing(AlertView::startedAt)
                .thenComparing(AlertView::id))
            .toList();
        return new AlertsView(items, firing);
    }

    /**
     * What was and is, the latest first.
     * @throws DataAccessException when there is no database
     */
    Page<AlertView> history(AlertFilter filter, int limit, @org.jspecify.annotations.Nullable String cursor) {
        Page<Incident> page = this.store.page(filter, limit, cursor);
        return new Page<>(page.items().stream().map(Incident::toView).toList(), page.nextCursor());
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public List<AlertView> items() {
        return active(AlertFilter.of("firing", null, null, null)).items();
    }

    /** Whether a notification is under way. */
    boolean isNotifying() {
        return !this.underWay.isEmpty();
    }

    private void send(String group, Grouping.Notice notice) {
        if (!this.underWay.add(group)) {
            return;
        }
        Duration late = Duration.between(notice.fresh().getFirst().openedAt(), this.clock.instant());
        log.info("Notifying of {} alerts of {}, {} after the first", notice.all().size(), group, late);
        this.outlets.tell(notice.toAlert(), (sent) -> {
            this.book.told(notice.ids(), notice.over(), sent, this.clock.instant());
            // At once: after a crash it would be sent again.
            write();
            this.underWay.remove(group);
        });
    }

    private void changed(Incident episode) {
        this.backlog.add(episode);
        this.changes.tell(EVENT, episode.toView());
    }

}
