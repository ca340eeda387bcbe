/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.purge;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.worker.media.ContentProgress;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobControl;
import dev.streamgate.worker.queue.JobFlow;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.Locks;

/**
 * Flow of {@code media.purge} jobs, for a deleted content or for a package that no
 * content uses, and of their tasks, which have the same type: one for each package and
 * source. A job runs until its tasks have succeeded.
 */
@Component
class PurgeFlow implements JobFlow {

    /** Payload field of a job for a package without a content. */
    static final String PACKAGE_KEY = "packageKey";

    private final JobStore jobs;

    private final JobControl control;

    private final MediaPackages packages;

    private final ContentProgress contents;

    private final PackagePurger purger;

    private final Locks locks;

    PurgeFlow(JobStore jobs, JobControl control, MediaPackages packages, ContentProgress contents, PackagePurger purger,
            Locks locks) {
        this.jobs = jobs;
        this.control = control;
        this.packages = packages;
        this.contents = contents;
        this.purger = purger;
        this.locks = locks;
    }

    @Override
    public boolean handles(Job job) {
        return job.type().equals(MediaTask.PURGE);
    }

    @Override
    public void submitted(Job job) {
        Optional<String> packageKey = packageKey(job);
        String contentId = job.contentId();
        if (contentId != null) {
            this.jobs.runningJobsOfContent(SubmitJob.TRANSCODE, contentId)
                .forEach((transcode) -> this.control.cancel(transcode.id()));
            packageKey = this.contents.packageOf(contentId);
            packageKey.ifPresent(this.locks::lockPackage);
            this.contents.delete(contentId);
        }
        packageKey.ifPresent((key) -> this.purger.purgePackage(job, key));
        this.purger.purgeSources(job);
        this.purger.completeIfDone(job.id());
    }

    @Override
    public void succeeded(Job task, @Nullable Map<String, Object> result) {
        packageKey(task).ifPresent((key) -> {
            this.locks.lockPackage(key);
            if (this.packages.isPurging(key)) {
                this.packages.delete(key);
            }
        });
        this.purger.completeIfDone(Objects.requireNonNull(task.parentId()));
    }

    /** A later purge deletes what this one could not. */
    @Override
    public void failed(Job task, String error) {
        this.purger.giveUp(task);
        this.jobs.fail(Objects.requireNonNull(task.parentId()), error, 0);
    }

    @Override
    public void cancelled(Job job) {
        this.jobs.tasksOf(job.id()).stream().filter((task) -> !task.hasEnded()).forEach((task) -> {
            this.jobs.cancel(task.id());
            this.purger.giveUp(task);
        });
    }

    /** Repeats the failed tasks whose files are still unused. */
    @Override
    public void retry(Job job) {
        this.jobs.resume(job.id());
        this.jobs.tasksOf(job.id()).stream().filter((task) -> task.state() == JobState.FAILED).forEach((task) -> {
            this.jobs.retry(task);
            if (!this.purger.resume(task)) {
                this.jobs.succeed(task.id(), null);
            }
        });
        this.purger.completeIfDone(job.id());
    }

    private static Optional<String> packageKey(Job job) {
        return (job.payload().get(PACKAGE_KEY) instanceof String key) ? Optional.of(key) : Optional.empty();
    }

}
