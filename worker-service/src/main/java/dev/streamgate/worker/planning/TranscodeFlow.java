/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.planning;

import java.util.List;
import java.util.Objects;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.worker.media.ContentProgress;
import dev.streamgate.worker.media.MediaPackage;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.media.PackageState;
import dev.streamgate.worker.media.VideoSource;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobControl;
import dev.streamgate.worker.queue.JobFlow;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.sql.Columns;
import dev.streamgate.worker.tasks.PackageLifecycle;
import dev.streamgate.worker.tasks.PlanTasks;

/**
 * Flow of {@code transcode} jobs: a plan task, then the tasks of the planned package. The
 * job itself is never leased.
 */
@Component
class TranscodeFlow implements JobFlow {

    private final JobStore jobs;

    private final JobControl control;

    private final MediaPackages packages;

    private final PackageLifecycle lifecycle;

    private final ContentProgress contents;

    private final PlanTasks planTasks;

    private final Columns columns;

    TranscodeFlow(JobStore jobs, JobControl control, MediaPackages packages, PackageLifecycle lifecycle,
            ContentProgress contents, PlanTasks planTasks, Columns columns) {
        this.jobs = jobs;
        this.control = control;
        this.packages = packages;
        this.lifecycle = lifecycle;
        this.contents = contents;
        this.planTasks = planTasks;
        this.columns = columns;
    }

    @Override
    public boolean handles(Job job) {
        return !job.isTask() && job.type().equals(SubmitJob.TRANSCODE);
    }

    /**
     * Cancels earlier jobs of the content, unless they have the same source and profiles.
     * A job whose source is earlier than the content's is cancelled itself: its upload
     * was delivered late.
     */
    @Override
    public void submitted(Job job) {
        VideoSource source = source(job);
        String contentId = contentId(job);
        boolean late = this.contents.source(contentId).filter(source::isEarlierThan).isPresent();
        for (Job earlier : late ? List.<Job>of() : this.jobs.runningJobsOfContent(SubmitJob.TRANSCODE, contentId)) {
            if (!earlier.id().equals(job.id()) && !source.equals(source(earlier))) {
                this.control.cancel(earlier.id());
            }
        }
        // Compares the numbers again: another submission may have been uncommitted above.
        if (this.contents.begin(contentId, job.id(), source)) {
            this.planTasks.insert(job);
        }
        else {
            this.jobs.cancel(job.id());
        }
    }

    @Override
    public void cancelled(Job job) {
        String key = job.packageKey();
        if (key != null) {
            this.lifecycle.detach(key);
        }
        else {
            this.jobs.tasksOf(job.id()).forEach((task) -> this.jobs.cancel(task.id()));
        }
        this.contents.setState(contentId(job), job.id(), ContentState.FAILED, "The job was cancelled.");
    }

    @Override
    public void retry(Job job) {
        this.jobs.resume(job.id());
        this.contents.setState(contentId(job), job.id(), ContentState.PROCESSING, null);
        String key = job.packageKey();
        MediaPackage media = (key != null) ? this.packages.find(key).orElse(null) : null;
        if (media != null && media.state() != PackageState.PURGING) {
            this.lifecycle.attach(job, media.plan());
        }
        else {
            this.jobs.tasksOf(job.id())
                .stream()
                .filter((task) -> task.state() == JobState.FAILED)
                .findFirst()
                .ifPresentOrElse(this.jobs::retry, () -> this.planTasks.insert(job));
        }
    }

    private VideoSource source(Job job) {
        return this.columns.as(job.payload(), VideoSource.class);
    }

    private static String contentId(Job job) {
        return Objects.requireNonNull(job.contentId());
    }

}
