/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobFlow;
import dev.streamgate.worker.queue.NotificationHub;

/** Flow of the tasks that produce segments, images and subtitles. */
@Component
class MediaTaskFlow implements JobFlow {

    private static final Set<String> TYPES = Set.of(MediaTask.AUDIO, MediaTask.REMUX, MediaTask.ENCODE,
            MediaTask.IMAGES, MediaTask.SUBTITLES);

    /** A video plays without them. */
    private static final Set<String> OPTIONAL = Set.of(MediaTask.IMAGES, MediaTask.SUBTITLES);

    private final PackageLifecycle lifecycle;

    private final MediaPackages packages;

    private final NotificationHub notifications;

    MediaTaskFlow(PackageLifecycle lifecycle, MediaPackages packages, NotificationHub notifications) {
        this.lifecycle = lifecycle;
        this.packages = packages;
        this.notifications = notifications;
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
        if (result != null && Boolean.TRUE.equals(result.get(MediaTask.REPLAN))) {
            this.lifecycle.replan(task, packageKey(task));
            return;
        }
        if (result != null && result.get("notes") instanceof List<?> notes) {
            this.packages.addNotes(packageKey(task), notes.stream().map(String::valueOf).toList());
        }
        this.lifecycle.advance(packageKey(task));
        this.lifecycle.completeIfDone(packageKey(task));
    }

    /** Fails the package unless it can do without the task. */
    @Override
    public void failed(Job task, String error) {
        if (OPTIONAL.contains(task.type()) || this.lifecycle.giveUpCodec(task, packageKey(task))) {
            this.notifications.publish(NotificationHub.segments(packageKey(task)));
            this.lifecycle.completeIfDone(packageKey(task));
        }
        else {
            this.lifecycle.fail(packageKey(task), error);
        }
    }

    private static String packageKey(Job task) {
        return Objects.requireNonNull(task.packageKey());
    }

}
