/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobControl;
import dev.streamgate.worker.queue.JobFlow;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.NewJob;
import dev.streamgate.worker.queue.Urgency;
import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.sql.Columns;

/**
 * A {@code transcode} job: first a plan, then the package that it asks for. The job
 * itself is never leased; it runs while its tasks do.
 */
@Component
class TranscodeFlow implements JobFlow {

    private static final int FIRST = 0;

    private final JobStore jobs;

    private final ObjectProvider<JobControl> control;

    private final Packages packages;

    private final PackageLifecycle work;

    private final ContentProgress contents;

    private final NotificationHub wakeups;

    private final Columns columns;

    private final Clock clock;

    TranscodeFlow(JobStore jobs, ObjectProvider<JobControl> control, Packages packages, PackageLifecycle work,
            ContentProgress contents, NotificationHub wakeups, Columns columns, Clock clock) {
        this.jobs = jobs;
        this.control = control;
        this.packages = packages;
        this.work = work;
        this.contents = contents;
        this.wakeups = wakeups;
        this.columns = columns;
        this.clock = clock;
    }

    @Override
    public boolean owns(Job job) {
        return !job.isTask() && job.type().equals(TranscodeType.NAME);
    }

    @Override
    public void submitted(Job job) {
        VideoSource source = source(job);
        String contentId = contentId(job);
        for (Job older : this.jobs.runningJobsOfContent(TranscodeType.NAME, contentId)) {
            // An equal job goes on, since both come to the same package.
            if (!older.id().equals(job.id()) && !source.equals(source(older))) {
                this.control.getObject().cancel(older.id());
            }
        }
        this.contents.begin(contentId, job.id(), source);
        plan(job);
    }

    @Override
    public void cancelled(Job job) {
        String key = job.packageKey();
        if (key != null) {
            this.work.release(key);
        }
        else {
            this.jobs.tasksOf(job.id()).forEach((task) -> this.jobs.cancel(task.id()));
        }
        this.contents.moveTo(contentId(job), job.id(), "failed", "The job was cancelled.");
    }

    @Override
    public void retry(Job job) {
        this.jobs.resume(job.id());
        this.contents.moveTo(contentId(job), job.id(), "processing", null);
        String key = job.packageKey();
        MediaPackage media = (key != null) ? this.packages.find(key).orElse(null) : null;
        if (media != null && media.state() != PackageState.PURGING) {
            this.work.attach(job, media.presentation());
        }
        else {
            this.jobs.tasksOf(job.id())
                .stream()
                .filter((task) -> task.state() == JobState.FAILED)
                .findFirst()
                .ifPresentOrElse(this::planAgain, () -> plan(job));
        }
    }

    private void planAgain(Job task) {
        this.jobs.requeue(task.id(), task.error(), 0, this.clock.instant());
        this.wakeups.publish(NotificationHub.TASKS);
    }

    private void plan(Job job) {
        VideoSource source = source(job);
        Instant now = this.clock.instant();
        MediaTask task = new MediaTask(contentId(job), source.sourceKey(), source.sourceSha256(), null,
                source.profiles(), 0, 0);
        this.jobs
            .insert(NewJob.task(job, MediaTask.PLAN, null, this.columns.object(task), FIRST, Urgency.START, now, null));
        this.wakeups.publish(NotificationHub.TASKS);
    }

    private VideoSource source(Job job) {
        return this.columns.as(job.payload(), VideoSource.class);
    }

    private static String contentId(Job job) {
        return Objects.requireNonNull(job.contentId());
    }

}
