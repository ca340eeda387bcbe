/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The table of jobs. Each method is one statement; who calls several of them does so in a
 * transaction, after taking {@link Locks}.
 */
@Component
public class JobStore {

    private final JdbcClient jdbc;

    private final Columns columns;

    private final QueueProperties properties;

    private final Clock clock;

    JobStore(JdbcClient jdbc, Columns columns, QueueProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.columns = columns;
        this.properties = properties;
        this.clock = clock;
    }

    /** Makes a job; empty when its idempotency key has made one before. */
    public Optional<Job> insert(NewJob job) {
        Instant now = this.clock.instant();
        SegmentRange stretch = job.stretch();
        return this.jdbc.sql("""
                INSERT INTO jobs (id, parent_id, type, owner, submitted_by, content_id, package_key, payload, state,
                    priority, ordinal, urgency, max_attempts, run_after, idempotency_key, traceparent, renditions,
                    first_segment, next_segment, end_segment, created_at, updated_at)
                VALUES (:id, :parent, :type, :owner, :submittedBy, :content, :package, CAST(:payload AS jsonb), :state,
                    :priority, :ordinal, :urgency, :maxAttempts, :runAfter, :key, :traceparent, :renditions,
                    :first, :next, :end, :now, :now)
                ON CONFLICT (submitted_by, owner, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
                RETURNING *""")
            .param("id", UUID.randomUUID().toString().replace("-", ""))
            .param("parent", job.parentId())
            .param("type", job.type())
            .param("owner", job.owner())
            .param("submittedBy", job.submittedBy())
            .param("content", job.contentId())
            .param("package", job.packageKey())
            .param("payload", this.columns.json(job.payload()))
            .param("state", job.orchestrated() ? "running" : "queued")
            .param("priority", job.priority())
            .param("ordinal", job.ordinal())
            .param("urgency", job.urgency().rank())
            .param("maxAttempts", this.properties.maxAttempts())
            .param("runAfter", at(job.runAfter()))
            .param("key", job.idempotencyKey())
            .param("traceparent", job.traceparent())
            .param("renditions", (stretch != null) ? stretch.renditions().toArray(String[]::new) : null)
            .param("first", (stretch != null) ? stretch.first() : null)
            .param("next", (stretch != null) ? stretch.next() : null)
            .param("end", (stretch != null) ? stretch.end() : null)
            .param("now", at(now))
            .query(this::map)
            .optional();
    }

    /** Finds the job that an idempotency key has made. */
    public Optional<Job> findByKey(String submittedBy, String owner, String idempotencyKey) {
        return this.jdbc
            .sql("SELECT * FROM jobs WHERE submitted_by = :by AND owner = :owner AND idempotency_key = :key")
            .param("by", submittedBy)
            .param("owner", owner)
            .param("key", idempotencyKey)
            .query(this::map)
            .optional();
    }

    /** Reads a job. */
    public Optional<Job> find(String id) {
        return this.jdbc.sql("SELECT * FROM jobs WHERE id = :id").param("id", id).query(this::map).optional();
    }

    /** Reads a job and keeps others from changing it until the transaction ends. */
    public Optional<Job> lock(String id) {
        return this.jdbc.sql("SELECT * FROM jobs WHERE id = :id FOR UPDATE")
            .param("id", id)
            .query(this::map)
            .optional();
    }

    /** Reads the tasks of a job. */
    public List<Job> tasksOf(String jobId) {
        return this.jdbc.sql("SELECT * FROM jobs WHERE parent_id = :id ORDER BY ordinal, created_at, id")
            .param("id", jobId)
            .query(this::map)
            .list();
    }

    /** Reads the running jobs of a type for a content. */
    public List<Job> runningJobsOfContent(String type, String contentId) {
        return this.jdbc.sql("""
                SELECT * FROM jobs WHERE content_id = :content AND type = :type AND parent_id IS NULL
                    AND state = 'running' ORDER BY created_at, id""")
            .param("content", contentId)
            .param("type", type)
            .query(this::map)
            .list();
    }

    /**
     * Gives the first queued job of the types to a runner. Of several callers at once
     * each gets another one.
     */
    Optional<Job> acquire(Collection<String> types, boolean urgentOnly, String runner, Instant expiresAt) {
        return this.jdbc.sql("""
                UPDATE jobs SET state = 'running', attempts = attempts + 1, leased_by = :runner,
                    lease_expires_at = :expires, fencing_token = nextval('fencing_tokens'), updated_at = :now
                WHERE id = (SELECT id FROM jobs
                    WHERE state = 'queued' AND type = ANY(:types) AND run_after <= :now AND urgency >= :urgency
                    ORDER BY urgency DESC, priority DESC, ordinal, created_at, id
                    LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING *""")
            .param("runner", runner)
            .param("expires", at(expiresAt))
            .param("now", at(this.clock.instant()))
            .param("types", types.toArray(String[]::new))
            .param("urgency", (urgentOnly ? Urgency.START : Urgency.BACKGROUND).rank())
            .query(this::map)
            .optional();
    }

    /** Reads which leases have run out. */
    List<String> expiredLeases(int limit) {
        return this.jdbc.sql("""
                SELECT id FROM jobs WHERE state = 'running' AND leased_by IS NOT NULL AND lease_expires_at < :now
                ORDER BY lease_expires_at LIMIT :limit""")
            .param("now", at(this.clock.instant()))
            .param("limit", limit)
            .query(Columns.TEXT)
            .list();
    }

    /**
     * Lengthens a lease and takes down how far the work is.
     * @param next the first segment that is not published; {@code null} without segments
     * @param advanced whether there is news since the last heartbeat, so that earlier
     * failures do not count any more
     */
    void extend(String id, double progress, @Nullable Integer next, boolean advanced, Instant expiresAt) {
        this.jdbc.sql("""
                UPDATE jobs SET progress = :progress, next_segment = :next, lease_expires_at = :expires,
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

    /** Ends a job well. */
    public void succeed(String id, @Nullable Map<String, Object> result) {
        this.jdbc.sql("""
                UPDATE jobs SET state = 'succeeded', result = CAST(:result AS jsonb), error = NULL, progress = 1,
                    next_segment = end_segment, leased_by = NULL, lease_expires_at = NULL, ended_at = :now,
                    updated_at = :now
                WHERE id = :id""")
            .param("result", this.columns.json(result))
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Gives a job up. */
    public void fail(String id, String error, int failures) {
        this.jdbc.sql("""
                UPDATE jobs SET state = 'failed', error = :error, failures = :failures, leased_by = NULL,
                    lease_expires_at = NULL, ended_at = :now, updated_at = :now
                WHERE id = :id""")
            .param("error", error)
            .param("failures", failures)
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Stops a job that has not ended. */
    public void cancel(String id) {
        this.jdbc.sql("""
                UPDATE jobs SET state = 'cancelled', leased_by = NULL, lease_expires_at = NULL, ended_at = :now,
                    updated_at = :now
                WHERE id = :id AND state IN ('queued', 'running')""")
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Puts a job back into the queue. */
    public void requeue(String id, @Nullable String error, int failures, Instant runAfter) {
        this.jdbc.sql("""
                UPDATE jobs SET state = 'queued', error = :error, failures = :failures, run_after = :runAfter,
                    leased_by = NULL, lease_expires_at = NULL, ended_at = NULL, updated_at = :now
                WHERE id = :id""")
            .param("error", error)
            .param("failures", failures)
            .param("runAfter", at(runAfter))
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Sets a job that is made of tasks going again. */
    public void resume(String id) {
        this.jdbc.sql("""
                UPDATE jobs SET state = 'running', error = NULL, ended_at = NULL, updated_at = :now WHERE id = :id""")
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

    /** Says which package a job is made of. */
    public void assignPackage(String id, String packageKey) {
        this.jdbc.sql("UPDATE jobs SET package_key = :key WHERE id = :id")
            .param("key", packageKey)
            .param("id", id)
            .update();
    }

    /** Makes a task more urgent; one that is so already stays as it is. */
    public void raise(String id, Urgency urgency) {
        this.jdbc.sql("UPDATE jobs SET urgency = GREATEST(urgency, :urgency) WHERE id = :id")
            .param("urgency", urgency.rank())
            .param("id", id)
            .update();
    }

    /** Deletes some jobs that ended before the instant, with their tasks; how many. */
    int deleteEndedBefore(Instant instant, int limit) {
        return this.jdbc.sql("""
                DELETE FROM jobs WHERE id IN (SELECT j.id FROM jobs j
                    WHERE j.parent_id IS NULL AND j.ended_at < :instant
                        AND NOT EXISTS (SELECT 1 FROM jobs t WHERE t.parent_id = j.id
                            AND t.state IN ('queued', 'running'))
                    ORDER BY j.ended_at LIMIT :limit FOR UPDATE SKIP LOCKED)""")
            .param("instant", at(instant))
            .param("limit", limit)
            .update();
    }

    /** Maps a row of the table. */
    public Job map(ResultSet row, int number) throws SQLException {
        return new Job(row.getString("id"), row.getString("parent_id"), row.getString("type"), row.getString("owner"),
                row.getString("content_id"), row.getString("package_key"), this.columns.object(row, "payload"),
                this.columns.objectOrNull(row, "result"),
                JobState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), row.getInt("priority"),
                row.getInt("ordinal"), Urgency.ofRank(row.getInt("urgency")), row.getInt("attempts"),
                row.getInt("failures"), row.getInt("max_attempts"), row.getDouble("progress"),
                Columns.instant(row, "run_after"), row.getString("leased_by"),
                Columns.instantOrNull(row, "lease_expires_at"), row.getLong("fencing_token"), row.getString("error"),
                row.getString("traceparent"), stretch(row), Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static @Nullable SegmentRange stretch(ResultSet row) throws SQLException {
        var renditions = row.getArray("renditions");
        return (renditions != null)
                ? new SegmentRange(Arrays.asList((String[]) Objects.requireNonNull(renditions.getArray())),
                        row.getInt("first_segment"), row.getInt("next_segment"), row.getInt("end_segment"))
                : null;
    }

}
