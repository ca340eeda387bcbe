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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.HealthStatus;
import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.monitor.database.DeferredMigration;

/**
 * Changes of health. Taking one in never waits and never fails: it goes to a bounded
 * backlog, which is written as soon as there is a database, whose schema is then brought
 * up to date as well. The watch itself needs no database. Safe for threads.
 */
public class HealthHistory {

    private static final Logger log = LoggerFactory.getLogger(HealthHistory.class);

    private final JdbcClient jdbc;

    private final DeferredMigration schema;

    private final Clock clock;

    private final HistoryProperties properties;

    private final BlockingQueue<InstanceHealth> backlog;

    private final ReentrantLock writing = new ReentrantLock();

    HealthHistory(JdbcClient jdbc, DeferredMigration schema, Clock clock, HistoryProperties properties) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.clock = clock;
        this.properties = properties;
        this.backlog = new ArrayBlockingQueue<>(properties.backlog());
    }

    /** Takes a change in; when the backlog is full the oldest one is forgotten. */
    public void add(InstanceHealth change) {
        while (!this.backlog.offer(change)) {
            this.backlog.poll();
        }
    }

    /**
     * Writes what waits, if there is a database. At a fixed rate and so in a thread of
     * its own: a database that does not answer must not hold up the watch.
     */
    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    public void write() {
        if ((this.schema.isReady() && this.backlog.isEmpty()) || !this.writing.tryLock()) {
            return;
        }
        try {
            this.schema.prepare();
            for (InstanceHealth next = this.backlog.peek(); next != null; next = this.backlog.peek()) {
                insert(next);
                this.backlog.remove(next);
            }
        }
        catch (FlywayException | DataAccessException ex) {
            log.debug("{} changes wait for the database", this.backlog.size(), ex);
        }
        finally {
            this.writing.unlock();
        }
    }

    /** Forgets what is older than is kept. */
    @Scheduled(initialDelay = 1, fixedRate = 60, timeUnit = TimeUnit.MINUTES)
    public void forget() {
        try {
            this.jdbc.sql("DELETE FROM health_change WHERE seen_at < :before")
                .param("before", at(this.clock.instant().minus(this.properties.retention())))
                .update();
        }
        catch (DataAccessException ex) {
            log.debug("Old changes are forgotten when there is a database", ex);
        }
    }

    /**
     * Changes, the latest first.
     * @param service only of this service; {@code null} for all
     * @param cursor from the page before; {@code null} for the first
     * @throws ProblemException when the cursor is not one of this list
     * @throws DataAccessException when there is no database
     */
    public Page<InstanceHealth> page(@Nullable String service, int limit, @Nullable String cursor) {
        List<Row> rows = this.jdbc.sql("""
                SELECT id, service, instance, status, since, seen_at, failing FROM health_change
                WHERE id < :before AND (:service::text IS NULL OR service = :service)
                ORDER BY id DESC LIMIT :limit""")
            .param("before", (cursor == null) ? Long.MAX_VALUE : position(cursor))
            .param("service", service)
            .param("limit", limit + 1)
            .query(HealthHistory::row)
            .list();
        boolean more = rows.size() > limit;
        List<Row> page = more ? rows.subList(0, limit) : rows;
        return new Page<>(page.stream().map(Row::change).toList(),
                more ? Long.toString(page.getLast().id(), Character.MAX_RADIX) : null);
    }

    private void insert(InstanceHealth change) {
        this.jdbc.sql("""
                INSERT INTO health_change (service, instance, status, since, seen_at, failing)
                VALUES (:service, :instance, :status, :since, :seen, string_to_array(:failing, ','))""")
            .param("service", change.service())
            .param("instance", change.instance())
            .param("status", change.status().name())
            .param("since", at(change.since()))
            .param("seen", at(Objects.requireNonNullElse(change.checkedAt(), change.since())))
            .param("failing", String.join(",", change.failing()))
            .update();
    }

    private static long position(String cursor) {
        try {
            return Long.parseLong(cursor, Character.MAX_RADIX);
        }
        catch (NumberFormatException ex) {
            throw new ProblemException(ProblemType.INVALID_PAGE, "Use the nextCursor of this list.", ex);
        }
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
