/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobFlow;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.Locks;
import dev.streamgate.worker.queue.NotificationHub;

/** The tasks that plan a video and make its segments and images. */
@Component
class MediaTaskFlow implements JobFlow {

    private static final Set<String> TYPES = Set.of(MediaTask.PLAN, MediaTask.AUDIO, MediaTask.REMUX, MediaTask.ENCODE,
            MediaTask.IMAGES);

    private static final Duration WHILE_PURGING = Duration.ofSeconds(2);

    private final JobStore jobs;

    private final Locks locks;

    private final Packages packages;

    private final PackageLifecycle work;

    private final ContentProgress contents;

    private final Plans plans;

    private final PackagePurger purging;

    private final TranscodeFlow transcodes;

    private final NotificationHub wakeups;

    private final Clock clock;

    MediaTaskFlow(JobStore jobs, Locks locks, Packages packages, PackageLifecycle work, ContentProgress contents,
            Plans plans, PackagePurger purging, TranscodeFlow transcodes, NotificationHub wakeups, Clock clock) {
        this.jobs = jobs;
        this.locks = locks;
        this.packages = packages;
        this.work = work;
        this.contents = contents;
        this.plans = plans;
        this.purging = purging;
        this.transcodes = transcodes;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    @Override
    public boolean owns(Job job) {
        return job.isTask() && TYPES.contains(job.type());
    }

    @Override
    public void advanced(Job task) {
        this.work.advance(packageKey(task));
    }

    @Override
    public void succeeded(Job task, @Nullable Map<String, Object> result) {
        if (task.type().equals(MediaTask.PLAN)) {
            this.plans.read(result)
                .ifPresentOrElse((plan) -> planned(task, plan), () -> giveUp(task, "The video could not be planned."));
        }
        else {
            this.work.advance(packageKey(task));
            this.work.settle(packageKey(task));
        }
    }

    @Override
    public void failed(Job task, String error) {
        switch (task.type()) {
            case MediaTask.PLAN -> giveUp(task, error);
            // A video without its pictures is a video still.
            case MediaTask.IMAGES -> {
                this.wakeups.publish(NotificationHub.segments(packageKey(task)));
                this.work.settle(packageKey(task));
            }
            default -> this.work.fail(packageKey(task), error);
        }
    }

    @Override
    public void retry(Job task) {
        Job job = this.jobs.find(Objects.requireNonNull(task.parentId())).orElseThrow();
        if (job.state() == JobState.FAILED) {
            this.transcodes.retry(job);
        }
        else {
            this.jobs.requeue(task.id(), task.error(), 0, this.clock.instant());
            this.wakeups.publish(NotificationHub.TASKS);
        }
    }

    private void planned(Job task, Presentation plan) {
        this.locks.mediaPackage(plan.packageKey());
        boolean leaving = this.packages.find(plan.packageKey())
            .filter((media) -> media.state() == PackageState.PURGING)
            .isPresent();
        if (leaving && !this.purging.callOff(plan.packageKey())) {
            // Its folder is being deleted, the new plan in it too: plan again after that.
            this.jobs.requeue(task.id(), null, task.failures(), this.clock.instant().plus(WHILE_PURGING));
        }
        else {
            this.work.attach(this.jobs.find(Objects.requireNonNull(task.parentId())).orElseThrow(), plan);
        }
    }

    private void giveUp(Job task, String error) {
        this.jobs.fail(task.id(), error, task.failures());
        String jobId = Objects.requireNonNull(task.parentId());
        this.jobs.fail(jobId, error, 0);
        this.contents.moveTo(Objects.requireNonNull(task.contentId()), jobId, "failed", error);
    }

    private static String packageKey(Job task) {
        return Objects.requireNonNull(task.packageKey());
    }

}
