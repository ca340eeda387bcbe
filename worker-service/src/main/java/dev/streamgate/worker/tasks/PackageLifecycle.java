/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.worker.media.ContentProgress;
import dev.streamgate.worker.media.MediaPackage;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.media.PackagePlan;
import dev.streamgate.worker.media.PackageState;
import dev.streamgate.worker.media.ReplacedPackages;
import dev.streamgate.worker.media.VideoSource;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.NewJob;
import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.queue.PackageTasks;
import dev.streamgate.worker.queue.SegmentRange;
import dev.streamgate.worker.sql.Columns;

/**
 * State transitions of a package, with its tasks and with the jobs and contents that wait
 * for it. Methods run in the caller's transaction, which holds the package's lock.
 */
@Component
public class PackageLifecycle {

    /**
     * Tasks of a replaced package that run only when a player requests what they make.
     */
    private static final List<String> MADE_ON_REQUEST = List.of(MediaTask.ENCODE, MediaTask.IMAGES,
            MediaTask.SUBTITLES);

    private final JobStore jobs;

    private final PackageTasks tasks;

    private final MediaPackages packages;

    private final ContentProgress contents;

    private final TaskPartitioner partitioner;

    private final PlanTasks planTasks;

    private final NotificationHub notifications;

    private final Columns columns;

    private final VideoTimer timer;

    private final ReplacedPackages replaced;

    private final Clock clock;

    PackageLifecycle(JobStore jobs, PackageTasks tasks, MediaPackages packages, ContentProgress contents,
            TaskPartitioner partitioner, PlanTasks planTasks, NotificationHub notifications, Columns columns,
            VideoTimer timer, ReplacedPackages replaced, Clock clock) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.packages = packages;
        this.contents = contents;
        this.partitioner = partitioner;
        this.planTasks = planTasks;
        this.notifications = notifications;
        this.columns = columns;
        this.timer = timer;
        this.replaced = replaced;
        this.clock = clock;
    }

    /**
     * Attaches a job to a package, and starts the package unless it is running or ready.
     * @param job a running {@code transcode} job
     */
    public void attach(Job job, PackagePlan plan) {
        String key = plan.packageKey();
        this.jobs.assignPackage(job.id(), key);
        MediaPackage existing = this.packages.find(key).orElse(null);
        if (existing == null) {
            this.packages.insert(plan, source(job));
        }
        if (existing == null || existing.state() == PackageState.FAILED || existing.state() == PackageState.CANCELLED) {
            start(job, plan);
        }
        String contentId = Objects.requireNonNull(job.contentId());
        this.contents.packageOf(contentId).filter((previous) -> !previous.equals(key)).ifPresent((previous) -> {
            this.packages.touch(previous);
            this.replaced.add(contentId, previous, source(job).sourceKey());
        });
        if (!this.contents.setPackage(contentId, job.id(), key)) {
            // The content was assigned to a newer job or deleted.
            this.jobs.cancel(job.id());
            detach(key);
        }
        else if (existing != null && existing.state() == PackageState.READY) {
            this.timer.playable(job);
            complete(job, key);
        }
        else {
            if (existing != null && existing.state() == PackageState.RUNNING && existing.playable()) {
                this.timer.playable(job);
            }
            this.contents.packageChanged(key, true);
        }
    }

    /** Updates the progress of a package after segments have been published. */
    void advance(String key) {
        MediaPackage media = this.packages.find(key).orElseThrow();
        long total = Math.max(1, media.plan().totalSegments());
        long published = this.tasks.publishedSegments(key).values().stream().mapToLong(Long::longValue).sum();
        double progress = Math.min(1, (double) published / total);
        boolean playable = media.playable() || isPlayable(media.plan(), this.tasks.startedRenditions(key));
        boolean becamePlayable = playable && !media.playable();
        this.packages.setProgress(key, playable, progress);
        if (becamePlayable) {
            this.tasks.runningJobs(key).forEach(this.timer::playable);
        }
        this.tasks.setProgress(key, progress);
        this.contents.packageChanged(key, becamePlayable);
        this.notifications.publish(NotificationHub.segments(key));
    }

    /**
     * Gives up an additional codec of which a segment cannot be encoded. Streaming never
     * offers it, for a codec is offered when all of its segments exist.
     * @return whether the task encodes such a codec
     */
    boolean giveUpCodec(Job task, String key) {
        PackagePlan plan = this.packages.find(key).orElseThrow().plan();
        SegmentRange segments = task.segments();
        if (segments == null || !task.type().equals(MediaTask.ENCODE)) {
            return false;
        }
        String rendition = segments.renditions().getFirst();
        VideoCodec codec = plan.codec(rendition).orElse(null);
        if (codec != null && plan.isAdditional(rendition)) {
            this.packages.setPlan(plan.without(codec));
            this.packages.addNotes(key, List.of("The video is not offered in " + codec + ": its encoder failed."));
            this.tasks.cancel(key, plan.renditions(codec));
            return true;
        }
        // Without a codec, another task of this one has failed before.
        return codec == null;
    }

    /** Completes a running package when all of its tasks have ended. */
    void completeIfDone(String key) {
        MediaPackage media = this.packages.find(key).orElseThrow();
        if (media.state() == PackageState.RUNNING && this.tasks.haveEnded(key)) {
            this.packages.setState(key, PackageState.READY);
            this.tasks.runningJobs(key).forEach((job) -> complete(job, key));
        }
    }

    /**
     * Plans the sources of a package again, for the jobs that wait for it: some samples
     * of a copied track do not decode. Players of the package are not interrupted before
     * these: its other samples are still copied, and what else they request is made.
     * @param task the copying task, which has stopped at these samples
     */
    void replan(Job task, String key) {
        this.packages.setState(key, PackageState.CANCELLED);
        this.tasks.park(key, MADE_ON_REQUEST);
        continueCopy(task);
        for (Job job : this.tasks.runningJobs(key)) {
            this.jobs.assignPackage(job.id(), null);
            this.planTasks.insert(job);
        }
        this.notifications.publish(NotificationHub.segments(key));
    }

    /**
     * Isolates samples that do not decode: the next segment becomes a task of its own,
     * and what follows is copied when it is requested. A single segment fails.
     */
    private void continueCopy(Job task) {
        SegmentRange segments = task.segments();
        if (segments == null || segments.isPublished()) {
            return;
        }
        int next = segments.next();
        SegmentRange first = segments.withEnd(next + 1);
        this.jobs.setSegments(task.id(), first);
        if (segments.end() == next + 1) {
            this.jobs.fail(task.id(), "The samples do not decode.", 0);
            return;
        }
        this.jobs.requeue(task.id(), null, 0, this.clock.instant());
        this.jobs
            .insert(NewJob.parkedFrom(task, SegmentRange.unpublished(segments.renditions(), next + 1, segments.end())));
        this.notifications.publish(NotificationHub.TASKS);
    }

    /** Fails a package and all jobs that wait for it. */
    void fail(String key, String error) {
        this.packages.setState(key, PackageState.FAILED);
        this.tasks.cancelAll(key);
        for (Job job : this.tasks.runningJobs(key)) {
            this.jobs.fail(job.id(), error, job.failures());
            this.contents.setState(Objects.requireNonNull(job.contentId()), job.id(), ContentState.FAILED, error);
        }
        this.notifications.publish(NotificationHub.segments(key));
    }

    /**
     * Detaches a job that has been cancelled: its tasks move to another job that waits
     * for the package, or are cancelled if there is no such job.
     */
    public void detach(String key) {
        List<Job> others = this.tasks.runningJobs(key);
        if (!others.isEmpty()) {
            this.tasks.moveAll(key, others.getFirst().id());
        }
        else if (this.packages.findState(key).filter((state) -> state == PackageState.RUNNING).isPresent()) {
            this.packages.setState(key, PackageState.CANCELLED);
            this.tasks.cancelAll(key);
            this.notifications.publish(NotificationHub.segments(key));
        }
    }

    /**
     * Starts a package from the job's own source: that of an earlier job has the same
     * bytes, but is deleted with that job's content.
     */
    private void start(Job job, PackagePlan plan) {
        String key = plan.packageKey();
        String contentId = Objects.requireNonNull(job.contentId());
        VideoSource source = source(job);
        this.packages.start(key, source);
        this.tasks.moveAll(key, job.id());
        if (this.tasks.requeueAll(key, contentId, source.sourceKey()) == 0) {
            Map<String, Object> payload = this.columns
                .object(new MediaTask(contentId, source.sourceKey(), source.sourceSha256(), key, null, 0, 0));
            this.partitioner.partition(plan)
                .forEach((task) -> this.jobs.insert(NewJob.task(job, task.type(), key, payload, task.ordinal(),
                        task.urgency(), null, task.segments())));
        }
        this.notifications.publish(NotificationHub.TASKS);
    }

    private VideoSource source(Job job) {
        return this.columns.as(job.payload(), VideoSource.class);
    }

    private void complete(Job job, String key) {
        this.jobs.succeed(job.id(), Map.of("packageKey", key));
        this.timer.ready(job);
        this.contents.setState(Objects.requireNonNull(job.contentId()), job.id(), ContentState.READY, null);
    }

    private static boolean isPlayable(PackagePlan plan, List<String> started) {
        boolean video = plan.video().isEmpty() || plan.video()
            .stream()
            .map(PackagePlan.Video::name)
            .anyMatch((name) -> started.contains(name) && !plan.isAdditional(name));
        boolean audio = plan.audio().isEmpty()
                || plan.audio().stream().limit(1).map(PackagePlan.Audio::name).allMatch(started::contains);
        return video && audio;
    }

}
