/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.history;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.HealthStatus;
import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.monitor.database.DeferredMigration;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.postgres.RecordParameters;

/**
 * Changes of the instances' health. Adding one neither blocks nor fails: it goes to a
 * bounded queue, which is written when the database is available. Polling needs no
 * database. Thread-safe.
 */
@Component
public class HealthHistory {

    private static final Logger log = LoggerFactory.getLogger(HealthHistory.class);

    private final JdbcClient jdbc;

    private final DeferredMigration migration;

    private final Clock clock;

    private final HistoryProperties properties;

    private final BlockingQueue<InstanceHealth> pendingWrites;

    private final ReentrantLock writing = new ReentrantLock();

    HealthHistory(JdbcClient jdbc, DeferredMigration migration, Clock clock, HistoryProperties properties) {
        this.jdbc = jdbc;
        this.migration = migration;
        this.clock = clock;
        this.properties = properties;
        this.pendingWrites = new ArrayBlockingQueue<>(properties.maxPendingWrites());
    }

    /** Adds a change; if the queue is full, its oldest change is dropped. */
    public void add(InstanceHealth change) {
        while (!this.pendingWrites.offer(change)) {
            this.pendingWrites.poll();
        }
    }

    /**
     * Writes pending changes if the database is available.
     */
    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    public void flush() {
        if ((this.migration.isComplete() && this.pendingWrites.isEmpty()) || !this.writing.tryLock()) {
            return;
        }
        try {
            this.migration.migrate();
            for (InstanceHealth next = this.pendingWrites.peek(); next != null; next = this.pendingWrites.peek()) {
                insert(next);
                this.pendingWrites.remove(next);
            }
        }
        catch (FlywayException | DataAccessException ex) {
            log.debug("{} health changes could not be written; retrying when the database is available",
                    this.pendingWrites.size(), ex);
        }
        finally {
            this.writing.unlock();
        }
    }

    /** Deletes changes after the retention period. */
    @Scheduled(initialDelay = 1, fixedRate = 60, timeUnit = TimeUnit.MINUTES)
    public void deleteExpired() {
        try {
            this.jdbc.sql("DELETE FROM health_change WHERE seen_at < ?")
                .param(at(this.clock.instant().minus(this.properties.retention())))
                .update();
        }
        catch (DataAccessException ex) {
            log.debug("Expired health changes could not be deleted; retrying in an hour", ex);
        }
    }

    /**
     * A page of changes, latest first.
     * @param service only changes of this service; null for all
     * @param cursor the {@code nextCursor} of the previous page; null for the first
     * @throws ProblemException 400 if the cursor is invalid
     * @throws DataAccessException if the database is unavailable
     */
    public Page<InstanceHealth> page(@Nullable String service, int limit, @Nullable String cursor) {
        String list = "health-changes " + service;
        KeysetCursor after = KeysetCursor.decode(cursor, list, 1);
        List<Row> rows = this.jdbc.sql("""
                SELECT id, service, instance, status, since, seen_at, failing FROM health_change
                WHERE id < :before AND (:service::text IS NULL OR service = :service)
                ORDER BY id DESC LIMIT :limit""")
            .param("before", (after != null) ? after.number(0) : Long.MAX_VALUE)
            .param("service", service)
            .param("limit", limit + 1)
            .query(HealthHistory::row)
            .list();
        boolean more = rows.size() > limit;
        List<Row> page = more ? rows.subList(0, limit) : rows;
        return new Page<>(page.stream().map(Row::change).toList(),
                more ? KeysetCursor.encode(list, page.getLast().id()) : null);
    }

    /** A change that the database rejects must not keep the others from being written. */
    private void insert(InstanceHealth change) {
        try {
            write(change);
        }
        catch (DataIntegrityViolationException ex) {
            log.error("A change of the health of {} cannot be written and is left out of the history", change.service(),
                    ex);
        }
    }

    private void write(InstanceHealth change) {
        this.jdbc.sql("""
                INSERT INTO health_change (service, instance, status, since, seen_at, failing)
                VALUES (:service, :instance, :status, :since, :seen, :failing)""")
            .paramSource(new RecordParameters(change).addValue("seen",
                    Objects.requireNonNullElse(change.checkedAt(), change.since())))
            .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Row row(ResultSet result, int index) throws SQLException {
        Array failing = result.getArray("failing");
        List<String> names = new ArrayList<>(List.of((String[]) failing.getArray()));
        return new Row(result.getLong("id"),
                new InstanceHealth(result.getString("service"), result.getString("instance"),
                        HealthStatus.valueOf(result.getString("status")),
                        result.getObject("since", OffsetDateTime.class).toInstant(),
                        result.getObject("seen_at", OffsetDateTime.class).toInstant(), names));
    }

    private record Row(long id, InstanceHealth change) {
    }

}
