/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.suite.postgres.RecordParameters;
import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.queue.JobRows.STATES;
import static dev.streamgate.worker.sql.Columns.at;

/**
 * Single jobs and tasks of the table {@code jobs}. Each method is one statement; callers
 * combine them in a transaction under {@link Locks}.
 */
@Component
public class JobStore {

    /**
     * The time of the next lease of a parked task: it is not leased until a viewer
     * requests one of its segments.
     */
    public static final Instant PARKED = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;

    private final JobRows rows;

    private final Columns columns;

    private final QueueProperties properties;

    private final Clock clock;

    JobStore(JdbcClient jdbc, JobRows rows, Columns columns, QueueProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.columns = columns;
        this.properties = properties;
        this.clock = clock;
    }

    /** Inserts a job; empty if its idempotency key is taken. */
    public Optional<Job> insert(NewJob job) {
        SegmentRange segments = job.segments();
        Instant now = this.clock.instant();
        return this.jdbc.sql("""
                INSERT INTO jobs (id, parent_id, type, owner, submitted_by, content_id, package_key, payload, state,
                    priority, ordinal, urgency, max_attempts, run_after, idempotency_key, traceparent, renditions,
                    first_segment, next_segment, end_segment, created_at, updated_at)
                VALUES (:id, :parentId, :type, :owner, :submittedBy, :contentId, :packageKey, CAST(:payload AS jsonb),
                    :state, :priority, :ordinal, :urgency, :maxAttempts, :runAfter, :idempotencyKey, :traceparent,
                    :renditions, :first, :next, :end, :now, :now)
                ON CONFLICT (submitted_by, owner, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
                RETURNING *""")
            .paramSource(new RecordParameters(job).addValue("id", UUID.randomUUID().toString().replace("-", ""))
                .addValue("payload", this.columns.json(job.payload()))
                .addValue("state", job.hasTasks() ? JobState.RUNNING : JobState.QUEUED)
                .addValue("urgency", job.urgency().rank())
                .addValue("maxAttempts", this.properties.maxAttempts())
                .addValue("runAfter", Objects.requireNonNullElse(job.runAfter(), now))
                .addValue("renditions", (segments != null) ? segments.renditions() : null)
                .addValue("first", (segments != null) ? segments.first() : null)
                .addValue("next", (segments != null) ? segments.next() : null)
                .addValue("end", (segments != null) ? segments.end() : null)
                .addValue("now", now))
            .query(this.rows)
            .optional();
    }

    /** Finds the job of an idempotency key. */
    public Optional<Job> findByKey(String submittedBy, String owner, String idempotencyKey) {
        return this.jdbc.sql("SELECT * FROM jobs WHERE submitted_by = ? AND owner = ? AND idempotency_key = ?")
            .params(submittedBy, owner, idempotencyKey)
            .query(this.rows)
            .optional();
    }

    /** Finds a job. */
    public Optional<Job> find(String id) {
        return this.jdbc.sql("SELECT * FROM jobs WHERE id = ?").param(id).query(this.rows).optional();
    }

    /** Finds a job and locks its row until the transaction ends. */
    public Optional<Job> lock(String id) {
        return this.jdbc.sql("SELECT * FROM jobs WHERE id = ? FOR UPDATE").param(id).query(this.rows).optional();
    }

    /** Lists the tasks of a job. */
    public List<Job> tasksOf(String jobId) {
        return this.jdbc.sql("SELECT * FROM jobs WHERE parent_id = ? ORDER BY ordinal, created_at, id")
            .param(jobId)
            .query(this.rows)
            .list();
    }

    /** Lists the running jobs of a type for a content. */
    public List<Job> runningJobsOfContent(String type, String contentId) {
        return this.jdbc.sql(STATES.in("""
                SELECT * FROM jobs WHERE content_id = ? AND type = ? AND parent_id IS NULL
                    AND state = {RUNNING} ORDER BY created_at, id""")).params(contentId, type).query(this.rows).list();
    }

    /** Lists the ids of jobs whose lease has expired. */
    List<String> expiredLeases(int limit) {
        return this.jdbc.sql(STATES.in("""
                SELECT id FROM jobs WHERE state = {RUNNING} AND leased_by IS NOT NULL AND lease_expires_at < ?
                LIMIT ?""")).params(at(this.clock.instant()), limit).query(Columns.TEXT).list();
    }

    /**
     * Extends a lease and records progress.
     * @param next first segment that is not published; {@code null} without segments
     * @param advanced whether there is progress since the last heartbeat, which resets
     * the failure count
     */
    void extend(String id, double progress, @Nullable Integer next, boolean advanced, Instant expiresAt) {
        this.jdbc.sql("""
                UPDATE jobs SET progress = :progress, next_segment = :next, lease_expires_at = :expires,
                    heartbeat_at = :now,
                    failures = CASE WHEN :advanced THEN 0 ELSE failures END, updated_at = :now
                WHERE id = :id""")
            .param("progress", progress)
            .param("next", next)
            .param("advanced", advanced)
            .param("expires", at(expiresAt))
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Ends a job with a result. */
    public void succeed(String id, @Nullable Map<String, Object> result) {
        this.jdbc.sql(STATES.in("""
                UPDATE jobs SET state = {SUCCEEDED}, result = CAST(:result AS jsonb), error = NULL, progress = 1,
                    next_segment = end_segment, leased_by = NULL, lease_expires_at = NULL, ended_at = :now,
                    updated_at = :now
                WHERE id = :id"""))
            .param("result", this.columns.json(result))
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Ends a job as failed. */
    public void fail(String id, String error, int failures) {
        this.jdbc.sql(STATES.in("""
                UPDATE jobs SET state = {FAILED}, error = :error, failures = :failures, leased_by = NULL,
                    lease_expires_at = NULL, ended_at = :now, updated_at = :now
                WHERE id = :id"""))
            .param("error", error)
            .param("failures", failures)
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Cancels a job that has not ended. */
    public void cancel(String id) {
        cancel(id, null);
    }

    /** Cancels a job that has not ended, for a reason unless that is {@code null}. */
    void cancel(String id, @Nullable String reason) {
        this.jdbc
            .sql(STATES
                .in("""
                        UPDATE jobs SET state = {CANCELLED}, error = coalesce(:reason, error), leased_by = NULL, lease_expires_at = NULL, ended_at = :now,
                            updated_at = :now
                        WHERE id = :id AND state IN ({QUEUED}, {RUNNING})"""))
            .param("reason", reason, Types.VARCHAR)
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Returns a job to the queue. */
    public void requeue(String id, @Nullable String error, int failures, Instant runAfter) {
        this.jdbc.sql(STATES.in("""
                UPDATE jobs SET state = {QUEUED}, error = :error, failures = :failures, run_after = :runAfter,
                    leased_by = NULL, lease_expires_at = NULL, heartbeat_at = NULL, ended_at = NULL, updated_at = :now
                WHERE id = :id"""))
            .param("error", error)
            .param("failures", failures)
            .param("runAfter", at(runAfter))
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /**
     * Returns a job whose lease no runner has received to the queue: the lease was no
     * attempt.
     */
    void returnUnreceived(Job job) {
        this.jdbc.sql("UPDATE jobs SET attempts = attempts - 1 WHERE id = ?").param(job.id()).update();
        requeue(job.id(), job.error(), job.failures(), this.clock.instant());
    }

    /** Returns a failed job to the queue at once, with a new series of attempts. */
    public void retry(Job job) {
        requeue(job.id(), job.error(), 0, this.clock.instant());
    }

    /** Sets a failed job that consists of tasks to running. */
    public void resume(String id) {
        this.jdbc.sql(STATES.in("""
                UPDATE jobs SET state = {RUNNING}, error = NULL, ended_at = NULL, updated_at = ?
                WHERE id = ?""")).params(at(this.clock.instant()), id).update();
    }

    /** Sets the package that a job produces; {@code null} until it is planned. */
    public void assignPackage(String id, @Nullable String packageKey) {
        this.jdbc.sql("UPDATE jobs SET package_key = :key WHERE id = :id")
            .param("key", packageKey)
            .param("id", id)
            .update();
    }

    /** Raises the urgency of a task, never lowers it, and ends its parking. */
    public void raise(String id, Urgency urgency) {
        this.jdbc.sql("""
                UPDATE jobs SET urgency = GREATEST(urgency, :urgency),
                    run_after = CASE WHEN run_after = :parked THEN :now ELSE run_after END
                WHERE id = :id""")
            .param("urgency", urgency.rank())
            .param("parked", at(PARKED))
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Replaces the segments of a task. */
    public void setSegments(String id, SegmentRange segments) {
        this.jdbc.sql("""
                UPDATE jobs SET renditions = :renditions, first_segment = :first, next_segment = :next,
                    end_segment = :end, updated_at = :now
                WHERE id = :id""")
            .paramSource(new RecordParameters(segments).addValue("now", this.clock.instant()).addValue("id", id))
            .update();
    }

    /** Deletes jobs that ended before the instant, with their tasks; returns how many. */
    int deleteEndedBefore(Instant instant, int limit) {
        return this.jdbc.sql(STATES.in("""
                WITH ended AS MATERIALIZED (SELECT j.id FROM jobs j
                    WHERE j.parent_id IS NULL AND j.ended_at < ?
                        AND NOT EXISTS (SELECT 1 FROM jobs t WHERE t.parent_id = j.id
                            AND t.state IN ({QUEUED}, {RUNNING}))
                    ORDER BY j.ended_at LIMIT ? FOR UPDATE SKIP LOCKED)
                DELETE FROM jobs USING ended WHERE jobs.id = ended.id""")).params(at(instant), limit).update();
    }

}
