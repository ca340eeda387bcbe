/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.Locks;
import dev.streamgate.worker.queue.NewJob;
import dev.streamgate.worker.queue.SegmentRange;
import dev.streamgate.worker.queue.Urgency;
import dev.streamgate.worker.queue.NotificationHub;

/**
 * Puts demanded segments first, by cutting them out of the task that holds them. The
 * tasks of a package stay a tiling: each segment of each rendition belongs to one task,
 * whatever is demanded when.
 */
@Component
class OnDemandTasks {

    private final JobStore jobs;

    private final PackageTasks tasks;

    private final Packages packages;

    private final Locks locks;

    private final TaskPartitioner tiling;

    private final NotificationHub wakeups;

    private final VideoProperties properties;

    private final JdbcClient jdbc;

    OnDemandTasks(JobStore jobs, PackageTasks tasks, Packages packages, Locks locks, TaskPartitioner tiling,
            NotificationHub wakeups, VideoProperties properties, JdbcClient jdbc) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.packages = packages;
        this.locks = locks;
        this.tiling = tiling;
        this.wakeups = wakeups;
        this.properties = properties;
        this.jdbc = jdbc;
    }

    /** Whether the segment is there, will be, or will not. Cheap. */
    State check(String packageKey, String rendition, int segment) {
        boolean images = rendition.equals(OnDemandSegments.IMAGES);
        Optional<Seen> seen = this.jdbc.sql("""
                SELECT p.state AS media_package, j.state AS task, coalesce(j.next_segment, 0) AS next
                FROM packages p LEFT JOIN jobs j ON j.package_key = p.package_key AND j.parent_id IS NOT NULL
                    AND CASE WHEN :images THEN j.type = :imagesType
                        ELSE :rendition = ANY(j.renditions) AND j.first_segment <= :segment
                            AND :segment < j.end_segment END
                WHERE p.package_key = :key""")
            .param("images", images)
            .param("imagesType", MediaTask.IMAGES)
            .param("rendition", rendition)
            .param("segment", segment)
            .param("key", packageKey)
            .query(Seen.class)
            .optional();
        if (seen.isEmpty() || seen.get().isPackage("purging")) {
            return State.GONE;
        }
        Seen task = seen.get();
        if (task.isTask("succeeded") || (!images && task.task() != null && segment < task.next())) {
            return State.PUBLISHED;
        }
        if (task.isTask("queued") || task.isTask("running")) {
            return State.PENDING;
        }
        return (task.task() == null && task.isPackage("ready") && exists(packageKey, rendition, segment))
                ? State.PUBLISHED : State.GONE;
    }

    /** Puts the segment first; does nothing where that has been done, or is too late. */
    @Transactional
    void raise(String packageKey, String rendition, int segment) {
        this.locks.mediaPackage(packageKey);
        MediaPackage media = this.packages.find(packageKey).orElse(null);
        if (media == null) {
            return;
        }
        if (rendition.equals(OnDemandSegments.IMAGES)) {
            this.tasks.lockTask(packageKey, MediaTask.IMAGES).ifPresent((task) -> hurry(task, Urgency.NOW));
        }
        else if (put(media, rendition, segment, Urgency.NOW)) {
            for (int ahead = 1; ahead <= this.properties.prefetch(); ahead++) {
                put(media, rendition, segment + ahead, Urgency.SOON);
            }
        }
        this.wakeups.publish(NotificationHub.TASKS);
    }

    /**
     * Puts one segment first.
     * @return whether it has to be encoded in a task of its own, so that the segments
     * after it are best encoded next
     */
    private boolean put(MediaPackage media, String rendition, int segment, Urgency urgency) {
        Job task = this.tasks.lockHolder(media.key(), rendition, segment).orElse(null);
        SegmentRange stretch = (task != null) ? task.stretch() : null;
        if (task == null || stretch == null || task.hasEnded() || segment < stretch.next()) {
            return false;
        }
        boolean encoded = task.type().equals(MediaTask.ENCODE);
        if (task.state() == JobState.RUNNING) {
            int lead = encoded ? this.properties.lead() : this.properties.cheapLead();
            if (urgency != Urgency.NOW || segment - stretch.next() < lead) {
                // The runner comes to it by itself, sooner than another could start.
                return false;
            }
        }
        else if (task.urgency().compareTo(urgency) >= 0 && stretch.renditions().size() == 1) {
            return encoded;
        }
        cutOut(media, task, TaskSplit.of(stretch, rendition, segment, encoded ? 1 : this.properties.cheapDemand()),
                urgency);
        return encoded;
    }

    private void cutOut(MediaPackage media, Job task, TaskSplit parts, Urgency urgency) {
        SegmentRange before = parts.before();
        if (before == null) {
            if (!parts.whole()) {
                this.tasks.reshape(task.id(), parts.wanted());
            }
            hurry(task, urgency);
        }
        else {
            this.tasks.reshape(task.id(), before);
            if (task.state() == JobState.QUEUED && before.done()) {
                this.jobs.succeed(task.id(), null);
            }
            insert(media, task, parts.wanted(), urgency);
        }
        SegmentRange beside = parts.beside();
        if (beside != null) {
            this.tasks.lockNeighbour(task, beside, this.properties.joined())
                .ifPresentOrElse((neighbour) -> join(neighbour, beside),
                        () -> insert(media, task, beside, Urgency.BACKGROUND));
        }
        SegmentRange after = parts.after();
        if (after != null) {
            insert(media, task, after, (urgency == Urgency.NOW) ? Urgency.BACKGROUND : task.urgency());
        }
    }

    private void join(Job neighbour, SegmentRange beside) {
        SegmentRange present = neighbour.stretch();
        if (present != null) {
            this.tasks.reshape(neighbour.id(), present.until(beside.end()));
        }
    }

    private void insert(MediaPackage media, Job task, SegmentRange stretch, Urgency urgency) {
        int ordinal = this.tiling.ordinal(media.presentation(), task.type(), stretch.renditions(), stretch.first());
        this.jobs.insert(NewJob.beside(task, ordinal, urgency, stretch));
    }

    private void hurry(Job task, Urgency urgency) {
        if (!task.hasEnded()) {
            this.jobs.raise(task.id(), urgency);
        }
    }

    private boolean exists(String packageKey, String rendition, int segment) {
        return rendition.equals(OnDemandSegments.IMAGES)
                || this.packages.find(packageKey).filter((media) -> segment < media.segmentsOf(rendition)).isPresent();
    }

    /**
     * What a demand sees.
     *
     * @param mediaPackage state of the package
     * @param task state of the task that holds the segment; {@code null} without one
     * @param next its first segment that is not published
     */
    record Seen(String mediaPackage, @Nullable String task, int next) {

        boolean isPackage(String state) {
            return this.mediaPackage.equals(state);
        }

        boolean isTask(String state) {
            return state.equals(this.task);
        }

    }

}
