/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

import java.util.Objects;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.worker.media.VideoSource;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.NewJob;
import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.queue.Urgency;
import dev.streamgate.worker.sql.Columns;

/** Creates the plan tasks of {@code transcode} jobs. */
@Component
public class PlanTasks {

    private static final int ORDINAL = 0;

    private final JobStore jobs;

    private final NotificationHub notifications;

    private final Columns columns;

    PlanTasks(JobStore jobs, NotificationHub notifications, Columns columns) {
        this.jobs = jobs;
        this.notifications = notifications;
        this.columns = columns;
    }

    /** Inserts the plan task of a running job. */
    public void insert(Job job) {
        VideoSource source = this.columns.as(job.payload(), VideoSource.class);
        MediaTask task = new MediaTask(Objects.requireNonNull(job.contentId()), source.sourceKey(),
                source.sourceSha256(), null, source.profiles(), 0, 0);
        this.jobs.insert(NewJob.task(job, MediaTask.PLAN, null, this.columns.object(task), ORDINAL, Urgency.STARTUP,
                null, null));
        this.notifications.publish(NotificationHub.TASKS);
    }

}
