/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.queue.JobRows.STATES;
import static dev.streamgate.worker.sql.Columns.at;

/**
 * The tasks that produce a media package, and the jobs that wait for it, in the table
 * {@code jobs}. Callers of methods that change rows hold the package's lock.
 */
@Component
public class PackageTasks {

    private final JdbcClient jdbc;

    private final JobRows rows;

    private final Clock clock;

    PackageTasks(JdbcClient jdbc, JobRows rows, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Finds the state of the task that contains a segment, without a lock.
     * @return empty if no task contains it
     */
    public Optional<SegmentTask> find(String packageKey, String rendition, int segment) {
        return this.jdbc.sql("""
                SELECT state, next_segment AS next FROM jobs WHERE package_key = :key AND parent_id IS NOT NULL
                    AND :rendition = ANY(renditions) AND first_segment <= :segment AND :segment < end_segment""")
            .param("key", packageKey)
            .param("rendition", rendition)
            .param("segment", segment)
            .query(SegmentTask.class)
            .optional();
    }

    /** Finds the state of the task that has no segments, by type and without a lock. */
    public Optional<JobState> findState(String packageKey, String type) {
        return this.jdbc.sql("SELECT state FROM jobs WHERE package_key = ? AND parent_id IS NOT NULL AND type = ?")
            .params(packageKey, type)
            .query(JobState.class)
            .optional();
    }

    /** Finds and locks the task that contains a segment, so that no runner leases it. */
    public Optional<Job> lock(String packageKey, String rendition, int segment) {
        return this.jdbc.sql("""
                SELECT * FROM jobs WHERE package_key = :key AND parent_id IS NOT NULL AND :rendition = ANY(renditions)
                    AND first_segment <= :segment AND :segment < end_segment FOR UPDATE""")
            .param("key", packageKey)
            .param("rendition", rendition)
            .param("segment", segment)
            .query(this.rows)
            .optional();
    }

    /** Finds and locks the task that has no segments, by type. */
    public Optional<Job> lock(String packageKey, String type) {
        return this.jdbc
            .sql("SELECT * FROM jobs WHERE package_key = ? AND parent_id IS NOT NULL AND type = ? FOR UPDATE")
            .params(packageKey, type)
            .query(this.rows)
            .optional();
    }

    /**
     * Finds and locks a background task that was never leased, has the same type and
     * renditions, ends where the segments begin, and is short enough to be merged with
     * them.
     * @param task a task to exclude
     * @param maxLength maximum number of segments after the merge
     */
    public Optional<Job> lockMergeable(Job task, SegmentRange segments, int maxLength) {
        return this.jdbc.sql(STATES.in("""
                SELECT * FROM jobs WHERE package_key = :key AND parent_id IS NOT NULL AND type = :type
                    AND state = {QUEUED} AND attempts = 0 AND urgency = :urgency
                    AND renditions = CAST(:renditions AS text[])
                    AND end_segment = :first AND :end - first_segment <= :maxLength AND id <> :id
                LIMIT 1 FOR UPDATE SKIP LOCKED"""))
            .param("key", task.packageKey())
            .param("type", task.type())
            .param("urgency", Urgency.BACKGROUND.rank())
            .param("renditions", segments.renditions().toArray(String[]::new))
            .param("first", segments.first())
            .param("end", segments.end())
            .param("maxLength", maxLength)
            .param("id", task.id())
            .query(this.rows)
            .optional();
    }

    /** Counts the published segments of each rendition that has a task. */
    public Map<String, Long> publishedSegments(String packageKey) {
        Map<String, Long> published = new HashMap<>();
        this.jdbc.sql("""
                SELECT rendition, sum(next_segment - first_segment) AS published
                FROM jobs, unnest(renditions) AS rendition
                WHERE package_key = ? AND parent_id IS NOT NULL
                GROUP BY rendition""")
            .param(packageKey)
            .query((RowCallbackHandler) (row) -> published.put(row.getString("rendition"), row.getLong("published")));
        return published;
    }

    /** Lists the renditions whose first segment is published. */
    public List<String> startedRenditions(String packageKey) {
        return this.jdbc.sql("""
                SELECT DISTINCT rendition FROM jobs, unnest(renditions) AS rendition
                WHERE package_key = ? AND parent_id IS NOT NULL AND first_segment = 0 AND next_segment > 0""")
            .param(packageKey)
            .query(Columns.TEXT)
            .list();
    }

    /** Whether all tasks of a package have ended. */
    public boolean haveEnded(String packageKey) {
        return this.jdbc.sql(STATES.in("""
                SELECT NOT EXISTS (SELECT 1 FROM jobs WHERE package_key = ? AND parent_id IS NOT NULL
                    AND state IN ({QUEUED}, {RUNNING}))""")).param(packageKey).query(Boolean.class).single();
    }

    /** Cancels all tasks of a package that have not ended. */
    public void cancelAll(String packageKey) {
        cancel(packageKey, null);
    }

    /**
     * Cancels the tasks of a package that make some renditions and have not ended.
     * @param renditions their names; {@code null} for all tasks
     */
    public void cancel(String packageKey, @Nullable Collection<String> renditions) {
        this.jdbc.sql(STATES.in("""
                UPDATE jobs SET state = {CANCELLED}, leased_by = NULL, lease_expires_at = NULL, ended_at = :now,
                    updated_at = :now
                WHERE package_key = :key AND parent_id IS NOT NULL AND state IN ({QUEUED}, {RUNNING})
                    AND (CAST(:renditions AS text[]) IS NULL OR renditions && CAST(:renditions AS text[]))"""))
            .param("now", at(this.clock.instant()))
            .param("key", packageKey)
            .param("renditions", (renditions != null) ? renditions.toArray(String[]::new) : null)
            .update();
    }

    /**
     * Parks the tasks of some types that no viewer has requested and no runner has
     * leased.
     */
    public void park(String packageKey, Collection<String> types) {
        this.jdbc.sql(STATES.in("""
                UPDATE jobs SET run_after = :parked, updated_at = :now
                WHERE package_key = :key AND parent_id IS NOT NULL AND state = {QUEUED} AND urgency = :urgency
                    AND type = ANY(:types)"""))
            .param("parked", at(JobStore.PARKED))
            .param("now", at(this.clock.instant()))
            .param("key", packageKey)
            .param("urgency", Urgency.BACKGROUND.rank())
            .param("types", types.toArray(String[]::new))
            .update();
    }

    /**
     * Requeues all failed, cancelled and parked tasks of a package, for a content and its
     * source.
     * @return number of tasks of the package in any state
     */
    public long requeueAll(String packageKey, String contentId, String sourceKey) {
        this.jdbc.sql(STATES.in("""
                UPDATE jobs SET state = {QUEUED}, failures = 0, run_after = :now, ended_at = NULL, updated_at = :now,
                    heartbeat_at = NULL,
                    payload = payload || jsonb_build_object('contentId', :content, 'sourceKey', :source)
                WHERE package_key = :key AND parent_id IS NOT NULL
                    AND (state IN ({FAILED}, {CANCELLED}) OR (state = {QUEUED} AND run_after = :parked))"""))
            .param("content", contentId)
            .param("source", sourceKey)
            .param("parked", at(JobStore.PARKED))
            .param("now", at(this.clock.instant()))
            .param("key", packageKey)
            .update();
        return this.jdbc.sql("SELECT count(*) FROM jobs WHERE package_key = ? AND parent_id IS NOT NULL")
            .param(packageKey)
            .query(Long.class)
            .single();
    }

    /** Deletes all tasks of a package. */
    public void deleteAll(String packageKey) {
        this.jdbc.sql("DELETE FROM jobs WHERE package_key = ? AND parent_id IS NOT NULL").param(packageKey).update();
    }

    /** Moves all tasks of a package to another job. */
    public void moveAll(String packageKey, String newParent) {
        this.jdbc.sql("UPDATE jobs SET parent_id = ? WHERE package_key = ? AND parent_id IS NOT NULL")
            .params(newParent, packageKey)
            .update();
    }

    /**
     * Deletes the purge task of a package unless it has been leased.
     * @return the job of the deleted task; empty if there was no such task
     */
    public Optional<String> deletePendingPurge(String packageKey) {
        return this.jdbc.sql(STATES.in("""
                DELETE FROM jobs WHERE type = ? AND parent_id IS NOT NULL AND state = {QUEUED} AND attempts = 0
                    AND payload ->> 'packageKey' = ?
                RETURNING parent_id""")).params(MediaTask.PURGE, packageKey).query(String.class).optional();
    }

    /** Whether a purge of a package has ended since an instant. */
    public boolean wasPurgedSince(String packageKey, Instant instant) {
        return this.jdbc.sql(STATES.in("""
                SELECT EXISTS (SELECT 1 FROM jobs WHERE type = ? AND parent_id IS NOT NULL AND state = {SUCCEEDED}
                    AND payload ->> 'packageKey' = ? AND ended_at > ?)"""))
            .params(MediaTask.PURGE, packageKey, at(instant))
            .query(Boolean.class)
            .single();
    }

    /** Lists the running jobs that wait for a package. */
    public List<Job> runningJobs(String packageKey) {
        return this.jdbc.sql(STATES.in("""
                SELECT * FROM jobs WHERE package_key = ? AND parent_id IS NULL AND state = {RUNNING}
                ORDER BY created_at, id""")).param(packageKey).query(this.rows).list();
    }

    /** Selects the packages that running jobs wait for. */
    public Set<String> withRunningJobs(Collection<String> packageKeys) {
        return Set.copyOf(this.jdbc.sql(STATES.in("""
                SELECT DISTINCT package_key FROM jobs WHERE package_key = ANY(?) AND parent_id IS NULL
                    AND state = {RUNNING}""")).param(packageKeys.toArray(String[]::new)).query(Columns.TEXT).list());
    }

    /** Sets the progress of the running jobs that wait for a package. */
    public void setProgress(String packageKey, double progress) {
        this.jdbc.sql(STATES.in("""
                UPDATE jobs SET progress = ?, updated_at = ?
                WHERE package_key = ? AND parent_id IS NULL AND state = {RUNNING}"""))
            .params(progress, at(this.clock.instant()), packageKey)
            .update();
    }

    /**
     * State of the task that contains a segment.
     *
     * @param state the task's state
     * @param next its first segment that is not published
     */
    public record SegmentTask(JobState state, int next) {
    }

}
