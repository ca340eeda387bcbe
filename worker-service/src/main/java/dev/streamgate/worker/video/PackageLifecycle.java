/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.NewJob;
import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.sql.Columns;

/**
 * The tasks of one package, and the jobs and contents that wait for them. Each method
 * runs in its caller's transaction, which holds the package's lock.
 */
@Component
class PackageLifecycle {

    private final JobStore jobs;

    private final PackageTasks tasks;

    private final Packages packages;

    private final ContentProgress contents;

    private final TaskPartitioner tiling;

    private final NotificationHub wakeups;

    private final Columns columns;

    private final VideoTimes times;

    private final Clock clock;

    PackageLifecycle(JobStore jobs, PackageTasks tasks, Packages packages, ContentProgress contents,
            TaskPartitioner tiling, NotificationHub wakeups, Columns columns, VideoTimes times, Clock clock) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.packages = packages;
        this.contents = contents;
        this.tiling = tiling;
        this.wakeups = wakeups;
        this.columns = columns;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Makes a job wait for a package, whose work begins, goes on or is done already.
     * @param job a running {@code transcode} job
     */
    void attach(Job job, Presentation plan) {
        String key = plan.packageKey();
        this.jobs.assignPackage(job.id(), key);
        MediaPackage present = this.packages.find(key).orElse(null);
        if (present == null) {
            this.packages.insert(plan);
        }
        if (present == null || present.state() == PackageState.FAILED || present.state() == PackageState.CANCELLED) {
            begin(job, plan);
        }
        String contentId = Objects.requireNonNull(job.contentId());
        this.contents.packageOf(contentId).filter((old) -> !old.equals(key)).ifPresent(this.packages::touch);
        if (!this.contents.plan(contentId, job.id(), key)) {
            // Another source was uploaded meanwhile, or the content deleted.
            this.jobs.cancel(job.id());
            release(key);
        }
        else if (present != null && present.state() == PackageState.READY) {
            this.times.playable(job);
            finish(job, key);
        }
        else {
            if (present != null && present.state() == PackageState.RUNNING && present.playable()) {
                this.times.playable(job);
            }
            this.contents.tellAll(key, true);
        }
    }

    /** Takes down what has been published, and tells who waits for it. */
    void advance(String key) {
        MediaPackage media = this.packages.find(key).orElseThrow();
        long all = Math.max(1, media.segments());
        long published = this.packages.published(key).values().stream().mapToLong(Long::longValue).sum();
        double progress = Math.min(1, (double) published / all);
        boolean playable = media.playable() || canStart(media.presentation(), this.packages.started(key));
        this.packages.report(key, playable, progress);
        if (playable && !media.playable()) {
            this.tasks.runningJobs(key).forEach(this.times::playable);
        }
        this.tasks.reportProgress(key, progress);
        this.contents.tellAll(key, playable && !media.playable());
        this.wakeups.publish(NotificationHub.segments(key));
    }

    /** Ends the work when nothing is left to do. */
    void settle(String key) {
        MediaPackage media = this.packages.find(key).orElseThrow();
        if (media.state() == PackageState.RUNNING && this.packages.settled(key)) {
            this.packages.moveTo(key, PackageState.READY);
            this.tasks.runningJobs(key).forEach((job) -> finish(job, key));
        }
    }

    /** Gives the package up, and every job that waits for it. */
    void fail(String key, String error) {
        this.packages.moveTo(key, PackageState.FAILED);
        this.tasks.cancelAll(key);
        for (Job job : this.tasks.runningJobs(key)) {
            this.jobs.fail(job.id(), error, job.failures());
            this.contents.moveTo(Objects.requireNonNull(job.contentId()), job.id(), "failed", error);
        }
        this.wakeups.publish(NotificationHub.segments(key));
    }

    /** A job waits for the package no more; without any other its work stops. */
    void release(String key) {
        List<Job> others = this.tasks.runningJobs(key);
        if (!others.isEmpty()) {
            this.tasks.adoptAll(key, others.getFirst().id());
        }
        else if (this.packages.find(key).filter((media) -> media.state() == PackageState.RUNNING).isPresent()) {
            this.packages.moveTo(key, PackageState.CANCELLED);
            this.tasks.cancelAll(key);
            this.wakeups.publish(NotificationHub.segments(key));
        }
    }

    private void begin(Job job, Presentation plan) {
        String key = plan.packageKey();
        this.packages.moveTo(key, PackageState.RUNNING);
        this.tasks.adoptAll(key, job.id());
        if (this.tasks.requeueAll(key) == 0) {
            VideoSource source = this.columns.as(job.payload(), VideoSource.class);
            Map<String, Object> payload = this.columns.object(new MediaTask(Objects.requireNonNull(job.contentId()),
                    plan.sourceKey(), source.sourceSha256(), key, null, 0, 0));
            this.tiling.cut(plan)
                .forEach((tile) -> this.jobs.insert(NewJob.task(job, tile.type(), key, payload, tile.ordinal(),
                        tile.urgency(), this.clock.instant(), tile.stretch())));
        }
        this.wakeups.publish(NotificationHub.TASKS);
    }

    private void finish(Job job, String key) {
        this.jobs.succeed(job.id(), Map.of("packageKey", key));
        this.times.ready(job);
        this.contents.moveTo(Objects.requireNonNull(job.contentId()), job.id(), "ready", null);
    }

    private static boolean canStart(Presentation plan, List<String> started) {
        boolean video = plan.video().isEmpty()
                || plan.video().stream().map(VideoRendition::name).anyMatch(started::contains);
        boolean audio = plan.audio().isEmpty()
                || plan.audio().stream().limit(1).map(AudioRendition::name).allMatch(started::contains);
        return video && audio;
    }

}
