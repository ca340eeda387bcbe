/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.SegmentRange;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The rows of the table of jobs that make one package. Each method is one statement or
 * two; the caller holds the package's lock.
 */
@Component
class PackageTasks {

    private final JdbcClient jdbc;

    private final JobStore jobs;

    private final Clock clock;

    PackageTasks(JdbcClient jdbc, JobStore jobs, Clock clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Reads the task of a package that holds a segment, and keeps runners from taking it
     * until the transaction ends. There is at most one.
     */
    Optional<Job> lockHolder(String packageKey, String rendition, int segment) {
        return this.jdbc.sql("""
                SELECT * FROM jobs WHERE package_key = :key AND parent_id IS NOT NULL AND :rendition = ANY(renditions)
                    AND first_segment <= :segment AND :segment < end_segment FOR UPDATE""")
            .param("key", packageKey)
            .param("rendition", rendition)
            .param("segment", segment)
            .query(this.jobs::map)
            .optional();
    }

    /**
     * Reads an untouched task in the background that ends where the stretch begins and
     * makes the same renditions, if it is short enough to take the stretch along.
     * @param longest how many segments both may have together
     */
    Optional<Job> lockNeighbour(Job task, SegmentRange stretch, int longest) {
        return this.jdbc.sql("""
                SELECT * FROM jobs WHERE package_key = :key AND parent_id IS NOT NULL AND type = :type
                    AND state = 'queued' AND attempts = 0 AND urgency = 0 AND renditions = CAST(:renditions AS text[])
                    AND end_segment = :first AND :end - first_segment <= :longest AND id <> :id
                LIMIT 1 FOR UPDATE SKIP LOCKED""")
            .param("key", task.packageKey())
            .param("type", task.type())
            .param("renditions", stretch.renditions().toArray(String[]::new))
            .param("first", stretch.first())
            .param("end", stretch.end())
            .param("longest", longest)
            .param("id", task.id())
            .query(this.jobs::map)
            .optional();
    }

    /** Reads the task of a package that has no segments, and locks it. */
    Optional<Job> lockTask(String packageKey, String type) {
        return this.jdbc
            .sql("SELECT * FROM jobs WHERE package_key = :key AND parent_id IS NOT NULL AND type = :type FOR UPDATE")
            .param("key", packageKey)
            .param("type", type)
            .query(this.jobs::map)
            .optional();
    }

    /** Stops every task of a package that has not ended. */
    void cancelAll(String packageKey) {
        this.jdbc.sql("""
                UPDATE jobs SET state = 'cancelled', leased_by = NULL, lease_expires_at = NULL, ended_at = :now,
                    updated_at = :now
                WHERE package_key = :key AND parent_id IS NOT NULL AND state IN ('queued', 'running')""")
            .param("now", at(this.clock.instant()))
            .param("key", packageKey)
            .update();
    }

    /**
     * Puts every task of a package that was given up or stopped back into the queue.
     * @return how many tasks the package has at all
     */
    long requeueAll(String packageKey) {
        this.jdbc.sql("""
                UPDATE jobs SET state = 'queued', failures = 0, run_after = :now, ended_at = NULL, updated_at = :now
                WHERE package_key = :key AND parent_id IS NOT NULL AND state IN ('failed', 'cancelled')""")
            .param("now", at(this.clock.instant()))
            .param("key", packageKey)
            .update();
        return this.jdbc.sql("SELECT count(*) FROM jobs WHERE package_key = :key AND parent_id IS NOT NULL")
            .param("key", packageKey)
            .query(Long.class)
            .single();
    }

    /** Deletes tasks of a package, in whatever state. */
    void deleteAll(String packageKey) {
        this.jdbc.sql("DELETE FROM jobs WHERE package_key = :key AND parent_id IS NOT NULL")
            .param("key", packageKey)
            .update();
    }

    /** Gives all tasks of a package to another job. */
    void adoptAll(String packageKey, String newParent) {
        this.jdbc.sql("UPDATE jobs SET parent_id = :parent WHERE package_key = :key AND parent_id IS NOT NULL")
            .param("parent", newParent)
            .param("key", packageKey)
            .update();
    }

    /** Reads the running jobs that are made of the package's tasks. */
    List<Job> runningJobs(String packageKey) {
        return this.jdbc.sql("""
                SELECT * FROM jobs WHERE package_key = :key AND parent_id IS NULL AND state = 'running'
                ORDER BY created_at, id""").param("key", packageKey).query(this.jobs::map).list();
    }

    /** Takes down how far the running jobs of a package are. */
    void reportProgress(String packageKey, double progress) {
        this.jdbc.sql("""
                UPDATE jobs SET progress = :progress, updated_at = :now
                WHERE package_key = :key AND parent_id IS NULL AND state = 'running'""")
            .param("progress", progress)
            .param("now", at(this.clock.instant()))
            .param("key", packageKey)
            .update();
    }

    /** Gives a task another rectangle. */
    void reshape(String id, SegmentRange stretch) {
        this.jdbc.sql("""
                UPDATE jobs SET renditions = :renditions, first_segment = :first, next_segment = :next,
                    end_segment = :end, updated_at = :now
                WHERE id = :id""")
            .param("renditions", stretch.renditions().toArray(String[]::new))
            .param("first", stretch.first())
            .param("next", stretch.next())
            .param("end", stretch.end())
            .param("now", at(this.clock.instant()))
            .param("id", id)
            .update();
    }

}
