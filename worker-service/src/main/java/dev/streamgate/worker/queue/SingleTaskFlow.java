/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Clock;

import org.springframework.stereotype.Component;

/** The flow of a job that one runner does as a whole. */
@Component
class SingleTaskFlow implements JobFlow {

    private final JobStore jobs;

    private final NotificationHub wakeups;

    private final Clock clock;

    SingleTaskFlow(JobStore jobs, NotificationHub wakeups, Clock clock) {
        this.jobs = jobs;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    @Override
    public boolean owns(Job job) {
        return false;
    }

    @Override
    public void submitted(Job job) {
        this.wakeups.publish(NotificationHub.TASKS);
    }

    @Override
    public void retry(Job job) {
        this.jobs.requeue(job.id(), job.error(), 0, this.clock.instant());
        this.wakeups.publish(NotificationHub.TASKS);
    }

}
