/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobFlow;
import dev.streamgate.worker.queue.JobFlows;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.NotificationHub;

/** Flow of the tasks that produce segments and images. */
@Component
class MediaTaskFlow implements JobFlow {

    private static final Set<String> TYPES = Set.of(MediaTask.AUDIO, MediaTask.REMUX, MediaTask.ENCODE,
            MediaTask.IMAGES);

    private final JobStore jobs;

    private final JobFlows flows;

    private final PackageLifecycle lifecycle;

    private final NotificationHub notifications;

    private final Clock clock;

    MediaTaskFlow(JobStore jobs, JobFlows flows, PackageLifecycle lifecycle, NotificationHub notifications,
            Clock clock) {
        this.jobs = jobs;
        this.flows = flows;
        this.lifecycle = lifecycle;
        this.notifications = notifications;
        this.clock = clock;
    }

    @Override
    public boolean handles(Job job) {
        return job.isTask() && TYPES.contains(job.type());
    }

    @Override
    public void advanced(Job task) {
        this.lifecycle.advance(packageKey(task));
    }

    @Override
    public void succeeded(Job task, @Nullable Map<String, Object> result) {
        this.lifecycle.advance(packageKey(task));
        this.lifecycle.completeIfDone(packageKey(task));
    }

    /** Fails the package, except for images: a video plays without them. */
    @Override
    public void failed(Job task, String error) {
        if (task.type().equals(MediaTask.IMAGES)) {
            this.notifications.publish(NotificationHub.segments(packageKey(task)));
            this.lifecycle.completeIfDone(packageKey(task));
        }
        else {
            this.lifecycle.fail(packageKey(task), error);
        }
    }

    /** Retries the task's job if that has failed as well, else the task alone. */
    @Override
    public void retry(Job task) {
        Job job = this.jobs.find(Objects.requireNonNull(task.parentId())).orElseThrow();
        if (job.state() == JobState.FAILED) {
            this.flows.of(job).retry(job);
        }
        else {
            this.jobs.requeue(task.id(), task.error(), 0, this.clock.instant());
            this.notifications.publish(NotificationHub.TASKS);
        }
    }

    private static String packageKey(Job task) {
        return Objects.requireNonNull(task.packageKey());
    }

}
