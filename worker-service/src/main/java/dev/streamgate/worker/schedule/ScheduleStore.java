/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.sql.Columns.at;

/** The table of schedules. Each method is one statement. */
@Component
class ScheduleStore {

    private final JdbcClient jdbc;

    private final Columns columns;

    ScheduleStore(JdbcClient jdbc, Columns columns) {
        this.jdbc = jdbc;
        this.columns = columns;
    }

    void insert(Schedule schedule) {
        write("""
                INSERT INTO schedules (id, type, cron, time_zone, enabled, content_id, payload, priority, created_by,
                    next_run_at, created_at, updated_at)
                VALUES (:id, :type, :cron, :zone, :enabled, :content, CAST(:payload AS jsonb), :priority, :by, :next,
                    :created, :updated)""", schedule);
    }

    void update(Schedule schedule) {
        write("""
                UPDATE schedules SET type = :type, cron = :cron, time_zone = :zone, enabled = :enabled,
                    content_id = :content, payload = CAST(:payload AS jsonb), priority = :priority, created_by = :by,
                    next_run_at = :next, created_at = :created, updated_at = :updated
                WHERE id = :id""", schedule);
    }

    /** Records that a schedule has fired. */
    void fired(String id, Instant when, @Nullable String jobId, @Nullable Instant next) {
        this.jdbc
            .sql("UPDATE schedules SET last_run_at = :when, last_job_id = :job, next_run_at = :next WHERE id = :id")
            .param("when", at(when))
            .param("job", jobId)
            .param("next", at(next))
            .param("id", id)
            .update();
    }

    boolean delete(String id) {
        return this.jdbc.sql("DELETE FROM schedules WHERE id = :id").param("id", id).update() == 1;
    }

    Optional<Schedule> find(String id) {
        return this.jdbc.sql("SELECT * FROM schedules WHERE id = :id").param("id", id).query(this::map).optional();
    }

    Optional<Schedule> lock(String id) {
        return this.jdbc.sql("SELECT * FROM schedules WHERE id = :id FOR UPDATE")
            .param("id", id)
            .query(this::map)
            .optional();
    }

    /** Locks a schedule that is due and that no other instance has locked. */
    Optional<Schedule> lockDue(Instant now) {
        return this.jdbc.sql("""
                SELECT * FROM schedules WHERE enabled AND next_run_at <= :now
                ORDER BY next_run_at LIMIT 1 FOR UPDATE SKIP LOCKED""")
            .param("now", at(now))
            .query(this::map)
            .optional();
    }

    /** Lists schedules, newest first. */
    List<Schedule> list(int limit) {
        return this.jdbc.sql("SELECT * FROM schedules ORDER BY created_at DESC, id DESC LIMIT :limit")
            .param("limit", limit)
            .query(this::map)
            .list();
    }

    /** Lists schedules, newest first, after a position. */
    List<Schedule> listAfter(Instant createdAt, String id, int limit) {
        return this.jdbc.sql("""
                SELECT * FROM schedules WHERE (created_at, id) < (:createdAt, :id)
                ORDER BY created_at DESC, id DESC LIMIT :limit""")
            .param("createdAt", at(createdAt))
            .param("id", id)
            .param("limit", limit)
            .query(this::map)
            .list();
    }

    private void write(String sql, Schedule schedule) {
        this.jdbc.sql(sql)
            .param("id", schedule.id())
            .param("type", schedule.type())
            .param("cron", schedule.cron())
            .param("zone", schedule.timeZone())
            .param("enabled", schedule.enabled())
            .param("content", schedule.contentId())
            .param("payload", this.columns.json(schedule.payload()))
            .param("priority", schedule.priority())
            .param("by", schedule.createdBy())
            .param("next", at(schedule.nextRunAt()))
            .param("created", at(schedule.createdAt()))
            .param("updated", at(schedule.updatedAt()))
            .update();
    }

    private Schedule map(ResultSet row, int number) throws SQLException {
        return new Schedule(row.getString("id"), row.getString("type"), row.getString("cron"),
                row.getString("time_zone"), row.getBoolean("enabled"), row.getString("content_id"),
                this.columns.object(row, "payload"), row.getInt("priority"), row.getString("created_by"),
                Columns.instantOrNull(row, "next_run_at"), Columns.instantOrNull(row, "last_run_at"),
                row.getString("last_job_id"), Columns.instant(row, "created_at"), Columns.instant(row, "updated_at"));
    }

}
