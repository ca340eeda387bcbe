/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.hardening.problem.ProblemException;

/** Cancels jobs and retries failed ones. */
@Component
public class JobControl {

    private final JobStore jobs;

    private final Locks locks;

    private final JobFlows flows;

    private final NotificationHub notifications;

    JobControl(JobStore jobs, Locks locks, JobFlows flows, NotificationHub notifications) {
        this.jobs = jobs;
        this.locks = locks;
        this.flows = flows;
        this.notifications = notifications;
    }

    /**
     * Cancels a job; its runner is notified by the reply to its next heartbeat. A job
     * that has ended stays unchanged.
     * @throws ProblemException 404 for an unknown job, 409 for a task
     */
    @Transactional
    public Job cancel(String jobId) {
        return cancel(jobId, null);
    }

    /**
     * Cancels a job like {@link #cancel(String)}, for a reason that it keeps.
     * @param reason a sentence for the owner; {@code null} on request
     */
    @Transactional
    public Job cancel(String jobId, @Nullable String reason) {
        Job job = this.locks.lockJob(jobId).orElseThrow(QueueProblems::jobNotFound);
        if (job.isTask()) {
            throw new ProblemException(QueueProblems.JOB_STATE, "This is a task; cancel the job that it belongs to.")
                .with("jobId", String.valueOf(job.parentId()));
        }
        if (!job.hasEnded()) {
            this.jobs.cancel(jobId, reason);
            this.flows.of(job).cancelled(job);
        }
        return this.jobs.find(jobId).orElseThrow(QueueProblems::jobNotFound);
    }

    /**
     * Requeues a failed job with a new series of attempts. A task whose job has failed as
     * well is retried with the job.
     * @throws ProblemException 404 for an unknown job, 409 for a job that has not failed
     */
    @Transactional
    public Job retry(String jobId) {
        Job job = this.locks.lockJob(jobId).orElseThrow(QueueProblems::jobNotFound);
        if (job.state() != JobState.FAILED) {
            throw new ProblemException(QueueProblems.JOB_STATE, "Only a failed job can be retried.");
        }
        Job parent = (job.parentId() != null) ? this.jobs.find(job.parentId()).orElseThrow() : job;
        if (parent.state() == JobState.FAILED) {
            this.flows.of(parent).retry(parent);
        }
        else {
            this.jobs.retry(job);
        }
        this.notifications.publish(NotificationHub.TASKS);
        return this.jobs.find(jobId).orElseThrow(QueueProblems::jobNotFound);
    }

}
