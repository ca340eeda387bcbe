/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import org.springframework.stereotype.Component;

/** Flow of jobs that one runner does as a whole. */
@Component
class SingleTaskFlow implements JobFlow {

    private final JobStore jobs;

    private final NotificationHub notifications;

    SingleTaskFlow(JobStore jobs, NotificationHub notifications) {
        this.jobs = jobs;
        this.notifications = notifications;
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
        this.jobs.retry(job);
    }

}
