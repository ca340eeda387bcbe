/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.purge;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.media.MediaPackage;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.media.MediaSources;
import dev.streamgate.worker.media.PackageState;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.Locks;
import dev.streamgate.worker.queue.NewJob;
import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.queue.PackageTasks;
import dev.streamgate.worker.queue.Urgency;
import dev.streamgate.worker.sql.Columns;

/**
 * Creates the tasks that delete files of unused packages and sources. The tasks are
 * delayed until all runners have lost their leases of the package's cancelled tasks.
 */
@Component
public class PackagePurger {

    /** After all other tasks. */
    private static final int PURGE_ORDINAL = Integer.MAX_VALUE;

    private final JobStore jobs;

    private final PackageTasks tasks;

    private final MediaPackages packages;

    private final MediaSources sources;

    private final Locks locks;

    private final NotificationHub notifications;

    private final Columns columns;

    private final PurgeProperties properties;

    private final Clock clock;

    PackagePurger(JobStore jobs, PackageTasks tasks, MediaPackages packages, MediaSources sources, Locks locks,
            NotificationHub notifications, Columns columns, PurgeProperties properties, Clock clock) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.packages = packages;
        this.sources = sources;
        this.locks = locks;
        this.notifications = notifications;
        this.columns = columns;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Starts to purge a package, unless a content or a running job uses it.
     * @param job the running purge job that the task is added to
     */
    void purgePackage(Job job, String packageKey) {
        begin(packageKey).ifPresent((media) -> insert(job,
                new MediaTask(String.valueOf(job.contentId()), media.plan().sourceKey(), "", packageKey, null, 0, 0)));
    }

    /**
     * Moves a package to state {@code PURGING}; empty if there is no such package, it has
     * that state or is used.
     */
    private Optional<MediaPackage> begin(String packageKey) {
        this.locks.lockPackage(packageKey);
        Optional<MediaPackage> media = this.packages.find(packageKey);
        if (media.isEmpty() || media.get().state() == PackageState.PURGING || isUsed(packageKey)) {
            return Optional.empty();
        }
        this.packages.setState(packageKey, PackageState.PURGING);
        this.tasks.deleteAll(packageKey);
        this.notifications.publish(NotificationHub.segments(packageKey));
        return media;
    }

    /** Starts to purge all sources that no content and no running package uses. */
    void purgeSources(Job job) {
        this.sources.takeReleased()
            .forEach((key) -> insert(job, new MediaTask(String.valueOf(job.contentId()), key, "", null, null, 0, 0)));
    }

    /**
     * Cancels the purge of a package that is used again, unless a runner has leased it.
     * The caller holds the package's lock.
     * @return whether the purge was cancelled, so that the package can be inserted again;
     * false if the caller must wait for its end
     */
    public boolean cancelPurge(String packageKey) {
        Optional<String> jobId = this.tasks.deletePendingPurge(packageKey);
        jobId.ifPresent((id) -> {
            this.packages.delete(packageKey);
            completeIfDone(id);
        });
        return jobId.isPresent();
    }

    /**
     * Whether the files of a package were deleted since an instant, among them a
     * presentation that was published before. The caller holds the package's lock.
     */
    public boolean wasPurgedSince(String packageKey, Instant instant) {
        return this.tasks.wasPurgedSince(packageKey, instant);
    }

    /**
     * Leaves the files of a task that has failed or was cancelled to a later purge: the
     * package becomes an orphan or is used again, the source is released.
     */
    void giveUp(Job task) {
        MediaTask purge = this.columns.as(task.payload(), MediaTask.class);
        String packageKey = purge.packageKey();
        if (packageKey == null) {
            this.sources.releaseAgain(purge.sourceKey(), purge.contentId());
            return;
        }
        this.locks.lockPackage(packageKey);
        if (this.packages.isPurging(packageKey)) {
            this.packages.setState(packageKey, PackageState.CANCELLED);
        }
    }

    /**
     * Prepares the repetition of a failed task.
     * @return whether its files are to be deleted; false when they are used again, or
     * when another task deletes them or has deleted them
     */
    boolean resume(Job task) {
        MediaTask purge = this.columns.as(task.payload(), MediaTask.class);
        String packageKey = purge.packageKey();
        return (packageKey != null) ? begin(packageKey).isPresent() : this.sources.takeReleased(purge.sourceKey());
    }

    /** Completes a purge job when all of its tasks have succeeded. */
    void completeIfDone(String jobId) {
        // Serializes tasks that end at once, so that the second finds the first ended.
        this.jobs.lock(jobId);
        if (this.jobs.tasksOf(jobId).stream().allMatch((task) -> task.state() == JobState.SUCCEEDED)) {
            this.jobs.succeed(jobId, null);
        }
    }

    private boolean isUsed(String packageKey) {
        return this.packages.isReferenced(packageKey) || !this.tasks.runningJobs(packageKey).isEmpty();
    }

    private void insert(Job job, MediaTask task) {
        this.jobs.insert(NewJob.task(job, MediaTask.PURGE, null, this.columns.object(task), PURGE_ORDINAL,
                Urgency.BACKGROUND, this.clock.instant().plus(this.properties.delay()), null));
    }

}
