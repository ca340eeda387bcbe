/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Clock;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.Locks;
import dev.streamgate.worker.queue.NewJob;
import dev.streamgate.worker.queue.Urgency;
import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.sql.Columns;

/**
 * Has runners delete what nobody needs any more. A folder is deleted some time after its
 * tasks were stopped, when the last runner has heard of it.
 */
@Component
class PackagePurger {

    private static final int LAST = Integer.MAX_VALUE;

    private final JobStore jobs;

    private final PackageTasks tasks;

    private final Packages packages;

    private final ContentProgress contents;

    private final Locks locks;

    private final NotificationHub wakeups;

    private final Columns columns;

    private final JdbcClient jdbc;

    private final VideoProperties properties;

    private final Clock clock;

    PackagePurger(JobStore jobs, PackageTasks tasks, Packages packages, ContentProgress contents, Locks locks,
            NotificationHub wakeups, Columns columns, JdbcClient jdbc, VideoProperties properties, Clock clock) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.packages = packages;
        this.contents = contents;
        this.locks = locks;
        this.wakeups = wakeups;
        this.columns = columns;
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Begins to delete a package, unless a content uses it.
     * @param job the running job that the task belongs to
     */
    void purge(Job job, String packageKey) {
        this.locks.mediaPackage(packageKey);
        Optional<MediaPackage> media = this.packages.find(packageKey);
        if (media.isEmpty() || media.get().state() == PackageState.PURGING || this.packages.isUsed(packageKey)) {
            return;
        }
        this.packages.moveTo(packageKey, PackageState.PURGING);
        this.tasks.deleteAll(packageKey);
        this.wakeups.publish(NotificationHub.segments(packageKey));
        insert(job, new MediaTask(String.valueOf(job.contentId()), media.get().presentation().sourceKey(), "",
                packageKey, null, 0, 0));
    }

    /** Begins to delete every uploaded source that no content and no task needs. */
    void purgeSources(Job job) {
        this.contents.takeReleasedSources()
            .forEach((key) -> insert(job, new MediaTask(String.valueOf(job.contentId()), key, "", null, null, 0, 0)));
    }

    /**
     * Keeps a package that is needed again, if no runner has begun to delete it. The
     * caller holds its lock.
     * @return whether it is as new; false when it must be waited for
     */
    boolean callOff(String packageKey) {
        Optional<String> jobId = this.jdbc.sql("""
                DELETE FROM jobs WHERE type = :type AND parent_id IS NOT NULL AND state = 'queued' AND attempts = 0
                    AND payload ->> 'packageKey' = :key
                RETURNING parent_id""")
            .param("type", MediaTask.PURGE)
            .param("key", packageKey)
            .query(String.class)
            .optional();
        jobId.ifPresent((id) -> {
            this.packages.delete(packageKey);
            settle(id);
        });
        return jobId.isPresent();
    }

    /** Ends a job whose tasks are all done. */
    void settle(String jobId) {
        // So that of two tasks which end at once the second sees the first.
        this.jobs.lock(jobId);
        if (this.jobs.tasksOf(jobId).stream().allMatch((task) -> task.state() == JobState.SUCCEEDED)) {
            this.jobs.succeed(jobId, null);
        }
    }

    private void insert(Job job, MediaTask task) {
        this.jobs.insert(NewJob.task(job, MediaTask.PURGE, null, this.columns.object(task), LAST, Urgency.BACKGROUND,
                this.clock.instant().plus(this.properties.purgeDelay()), null));
    }

}
