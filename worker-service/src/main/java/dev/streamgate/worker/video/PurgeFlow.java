/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobControl;
import dev.streamgate.worker.queue.JobFlow;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.Locks;
import dev.streamgate.worker.queue.NotificationHub;

/**
 * A {@code media.purge} job for a deleted content, or for a package that no content uses
 * any more: it runs until its tasks of the same type, one a folder or source, are done.
 */
@Component
class PurgeFlow implements JobFlow {

    /** Where a job that is for a package and no content names it. */
    static final String PACKAGE = "packageKey";

    private final JobStore jobs;

    private final ObjectProvider<JobControl> control;

    private final Packages packages;

    private final ContentProgress contents;

    private final PackagePurger purging;

    private final Locks locks;

    private final NotificationHub wakeups;

    private final Clock clock;

    PurgeFlow(JobStore jobs, ObjectProvider<JobControl> control, Packages packages, ContentProgress contents,
            PackagePurger purging, Locks locks, NotificationHub wakeups, Clock clock) {
        this.jobs = jobs;
        this.control = control;
        this.packages = packages;
        this.contents = contents;
        this.purging = purging;
        this.locks = locks;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    @Override
    public boolean owns(Job job) {
        return job.type().equals(PurgeType.NAME);
    }

    @Override
    public void submitted(Job job) {
        Optional<String> packageKey = packageKey(job);
        String contentId = job.contentId();
        if (contentId != null) {
            this.jobs.runningJobsOfContent(TranscodeType.NAME, contentId)
                .forEach((transcode) -> this.control.getObject().cancel(transcode.id()));
            packageKey = this.contents.packageOf(contentId);
            packageKey.ifPresent(this.locks::mediaPackage);
            this.contents.delete(contentId);
        }
        packageKey.ifPresent((key) -> this.purging.purge(job, key));
        this.purging.purgeSources(job);
        this.purging.settle(job.id());
    }

    @Override
    public void succeeded(Job task, @Nullable Map<String, Object> result) {
        packageKey(task).ifPresent((key) -> {
            this.locks.mediaPackage(key);
            this.packages.find(key)
                .filter((media) -> media.state() == PackageState.PURGING)
                .ifPresent((media) -> this.packages.delete(key));
        });
        this.purging.settle(Objects.requireNonNull(task.parentId()));
    }

    @Override
    public void failed(Job task, String error) {
        this.jobs.fail(Objects.requireNonNull(task.parentId()), error, 0);
    }

    @Override
    public void cancelled(Job job) {
        this.jobs.tasksOf(job.id()).stream().filter((task) -> !task.hasEnded()).forEach((task) -> {
            this.jobs.cancel(task.id());
            // Found again, and deleted, as a package that nobody uses.
            packageKey(task).ifPresent((key) -> {
                this.locks.mediaPackage(key);
                this.packages.moveTo(key, PackageState.CANCELLED);
            });
        });
    }

    @Override
    public void retry(Job job) {
        String jobId = Objects.requireNonNullElse(job.parentId(), job.id());
        this.jobs.resume(jobId);
        this.jobs.tasksOf(jobId)
            .stream()
            .filter((task) -> task.state() == JobState.FAILED)
            .forEach((task) -> this.jobs.requeue(task.id(), task.error(), 0, this.clock.instant()));
        this.wakeups.publish(NotificationHub.TASKS);
    }

    private static Optional<String> packageKey(Job job) {
        return (job.payload().get(PACKAGE) instanceof String key) ? Optional.of(key) : Optional.empty();
    }

}
