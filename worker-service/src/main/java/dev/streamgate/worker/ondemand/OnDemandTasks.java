/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import java.util.Map;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.worker.media.MediaPackage;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.Locks;
import dev.streamgate.worker.queue.NewJob;
import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.queue.PackageTasks;
import dev.streamgate.worker.queue.SegmentRange;
import dev.streamgate.worker.queue.Urgency;
import dev.streamgate.worker.tasks.TaskPartitioner;

/**
 * Moves requested segments to the front of the queue by splitting the task that contains
 * them. The tasks of a package remain a partition: each segment of each rendition belongs
 * to exactly one task.
 */
@Component
class OnDemandTasks {

    /** Tasks without segments, by what stands for a rendition in a request. */
    static final Map<String, String> WITHOUT_SEGMENTS = Map.of(OnDemandRequest.IMAGES, MediaTask.IMAGES,
            OnDemandRequest.SUBTITLES, MediaTask.SUBTITLES);

    private final JobStore jobs;

    private final PackageTasks tasks;

    private final MediaPackages packages;

    private final Locks locks;

    private final TaskPartitioner partitioner;

    private final NotificationHub notifications;

    private final OnDemandTaskProperties properties;

    OnDemandTasks(JobStore jobs, PackageTasks tasks, MediaPackages packages, Locks locks, TaskPartitioner partitioner,
            NotificationHub notifications, OnDemandTaskProperties properties) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.packages = packages;
        this.locks = locks;
        this.partitioner = partitioner;
        this.notifications = notifications;
        this.properties = properties;
    }

    /** Moves a segment to the front; no effect if it is there or has been published. */
    @Transactional
    void raise(String packageKey, String rendition, int segment) {
        this.locks.lockPackage(packageKey);
        MediaPackage media = this.packages.find(packageKey).orElse(null);
        if (media == null) {
            return;
        }
        String type = WITHOUT_SEGMENTS.get(rendition);
        if (type != null) {
            this.tasks.lock(packageKey, type).ifPresent((task) -> raise(task, Urgency.ON_DEMAND));
        }
        else if (raiseSegment(media, rendition, segment, Urgency.ON_DEMAND)) {
            for (int ahead = 1; ahead <= this.properties.prefetch(); ahead++) {
                raiseSegment(media, rendition, segment + ahead, Urgency.PREFETCH);
            }
        }
        this.notifications.publish(NotificationHub.TASKS);
    }

    /**
     * Moves one segment to the front.
     * @return whether it is encoded in a task of its own, so that the next segments are
     * worth prefetching
     */
    private boolean raiseSegment(MediaPackage media, String rendition, int segment, Urgency urgency) {
        Job task = this.tasks.lock(media.key(), rendition, segment).orElse(null);
        SegmentRange segments = (task != null) ? task.segments() : null;
        if (task == null || segments == null || task.hasEnded() || segment < segments.next()) {
            return false;
        }
        boolean encoded = task.type().equals(MediaTask.ENCODE);
        if (task.state() == JobState.RUNNING) {
            int lead = encoded ? this.properties.encodeLead() : this.properties.copyLead();
            if (urgency != Urgency.ON_DEMAND || segment - segments.next() < lead) {
                // The runner reaches the segment before another runner could start.
                return false;
            }
        }
        else if (task.urgency().compareTo(urgency) >= 0 && segments.renditions().size() == 1) {
            return encoded;
        }
        int count = encoded ? 1 : this.properties.copiedSegments();
        apply(media, task, TaskSplit.of(segments, rendition, segment, count), urgency);
        return encoded;
    }

    private void apply(MediaPackage media, Job task, TaskSplit split, Urgency urgency) {
        SegmentRange before = split.before();
        if (before == null) {
            if (!split.isWhole()) {
                this.jobs.setSegments(task.id(), split.requested());
            }
            raise(task, urgency);
        }
        else {
            this.jobs.setSegments(task.id(), before);
            if (task.state() == JobState.QUEUED && before.isPublished()) {
                this.jobs.succeed(task.id(), null);
            }
            insert(media, task, split.requested(), urgency);
        }
        SegmentRange beside = split.beside();
        if (beside != null) {
            this.tasks.lockMergeable(task, beside, this.properties.maxMerged())
                .ifPresentOrElse((other) -> merge(other, beside),
                        () -> insert(media, task, beside, Urgency.BACKGROUND));
        }
        SegmentRange after = split.after();
        if (after != null) {
            insert(media, task, after, (urgency == Urgency.ON_DEMAND) ? Urgency.BACKGROUND : task.urgency());
        }
    }

    private void merge(Job task, SegmentRange following) {
        SegmentRange segments = task.segments();
        if (segments != null) {
            this.jobs.setSegments(task.id(), segments.withEnd(following.end()));
        }
    }

    private void insert(MediaPackage media, Job task, SegmentRange segments, Urgency urgency) {
        int ordinal = this.partitioner.ordinal(media.plan(), task.type(), segments.renditions(), segments.first());
        this.jobs.insert(NewJob.splitFrom(task, ordinal, urgency, segments));
    }

    private void raise(Job task, Urgency urgency) {
        if (!task.hasEnded()) {
            this.jobs.raise(task.id(), urgency);
        }
    }

}
