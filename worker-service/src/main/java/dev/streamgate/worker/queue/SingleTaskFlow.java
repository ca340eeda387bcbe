/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Clock;

import org.springframework.stereotype.Component;

/** Flow of jobs that one runner does as a whole. */
@Component
class SingleTaskFlow implements JobFlow {

    private final JobStore jobs;

    private final NotificationHub notifications;

    private final Clock clock;

    SingleTaskFlow(JobStore jobs, NotificationHub notifications, Clock clock) {
        this.jobs = jobs;
        this.notifications = notifications;
        this.clock = clock;
    }

    /** Selected for jobs that no other flow handles. */
    @Override
    public boolean handles(Job job) {
        return false;
    }

    @Override
    public void submitted(Job job) {
        this.notifications.publish(NotificationHub.TASKS);
    }

    @Override
    public void retry(Job job) {
        this.jobs.requeue(job.id(), job.error(), 0, this.clock.instant());
        this.notifications.publish(NotificationHub.TASKS);
    }

}
