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
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.postgres.RecordParameters;
import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.sql.Columns.at;
import static dev.streamgate.worker.sql.Columns.atOrNull;

/** The table of schedules. Each method is one statement. */
@Component
class ScheduleStore {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final JdbcClient jdbc;

    private final Columns columns;

    ScheduleStore(JdbcClient jdbc, Columns columns) {
        this.jdbc = jdbc;
        this.columns = columns;
    }

    /** Inserts or updates a schedule. */
    void save(Schedule schedule) {
        this.jdbc.sql("""
                INSERT INTO schedules (id, type, cron, time_zone, enabled, content_id, payload, priority, created_by,
                    next_run_at, created_at, updated_at)
                VALUES (:id, :type, :cron, :timeZone, :enabled, :contentId, CAST(:payload AS jsonb), :priority,
                    :createdBy, :nextRunAt, :createdAt, :updatedAt)
                ON CONFLICT (id) DO UPDATE SET type = EXCLUDED.type, cron = EXCLUDED.cron,
                    time_zone = EXCLUDED.time_zone, enabled = EXCLUDED.enabled, payload = EXCLUDED.payload,
                    priority = EXCLUDED.priority, next_run_at = EXCLUDED.next_run_at,
                    updated_at = EXCLUDED.updated_at""")
            .paramSource(new RecordParameters(schedule).addValue("payload", this.columns.json(schedule.payload())))
            .update();
    }

    /** Records that a schedule has fired. */
    void fired(String id, Instant when, @Nullable String jobId, @Nullable String error, @Nullable Instant next) {
        this.jdbc.sql("""
                UPDATE schedules SET last_run_at = :when, last_job_id = :job, last_error = :error, next_run_at = :next
                WHERE id = :id""")
            .param("error", error)
            .param("when", at(when))
            .param("job", jobId)
            .param("next", atOrNull(next))
            .param("id", id)
            .update();
    }

    boolean delete(String id) {
        return this.jdbc.sql("DELETE FROM schedules WHERE id = ?").param(id).update() == 1;
    }

    Optional<Schedule> find(String id) {
        return this.jdbc.sql("SELECT * FROM schedules WHERE id = ?").param(id).query(this::map).optional();
    }

    Optional<Schedule> lock(String id) {
        return this.jdbc.sql("SELECT * FROM schedules WHERE id = ? FOR UPDATE").param(id).query(this::map).optional();
    }

    /** Ids of schedules that are due, the longest due first. */
    List<String> due(Instant now, int limit) {
        return this.jdbc
            .sql("SELECT id FROM schedules WHERE enabled AND next_run_at <= ? ORDER BY next_run_at, id LIMIT ?")
            .params(at(now), limit)
            .query(Columns.TEXT)
            .list();
    }

    /** Locks a schedule if it is still due and no other instance has locked it. */
    Optional<Schedule> lockDue(String id, Instant now) {
        return this.jdbc.sql("""
                SELECT * FROM schedules WHERE id = ? AND enabled AND next_run_at <= ? FOR UPDATE SKIP LOCKED""")
            .params(id, at(now))
            .query(this::map)
            .optional();
    }

    /** Lists schedules after a position, newest first. */
    List<Schedule> list(@Nullable KeysetCursor after, int limit) {
        return this.jdbc.sql("""
                SELECT * FROM schedules
                WHERE CAST(:before AS timestamptz) IS NULL OR (created_at, id) < (:before, :beforeId)
                ORDER BY created_at DESC, id DESC LIMIT :limit""")
            .param("before", (after != null) ? at(after.instant(0)) : null)
            .param("beforeId", (after != null) ? after.id(1, ID) : null)
            .param("limit", limit)
            .query(this::map)
            .list();
    }

    private Schedule map(ResultSet row, int number) throws SQLException {
        return new Schedule(row.getString("id"), row.getString("type"), row.getString("cron"),
                row.getString("time_zone"), row.getBoolean("enabled"), row.getString("content_id"),
                this.columns.object(row, "payload"), row.getInt("priority"), row.getString("created_by"),
                Columns.instantOrNull(row, "next_run_at"), Columns.instantOrNull(row, "last_run_at"),
                row.getString("last_job_id"), row.getString("last_error"), Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

}
