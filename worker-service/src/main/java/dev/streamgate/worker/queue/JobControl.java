/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.hardening.problem.ProblemException;

/** Stops jobs, and gives dead letters another chance. */
@Component
public class JobControl {

    private final JobStore jobs;

    private final Locks locks;

    private final JobFlows flows;

    JobControl(JobStore jobs, Locks locks, JobFlows flows) {
        this.jobs = jobs;
        this.locks = locks;
        this.flows = flows;
    }

    /**
     * Stops a job; its runner learns of it with the next heartbeat. A job that has ended
     * stays as it is.
     * @throws ProblemException 404 without such a job, 409 for a task of a job
     */
    @Transactional
    public Job cancel(String jobId) {
        Job job = this.locks.job(jobId).orElseThrow(QueueProblems::noSuchJob);
        if (job.isTask()) {
            throw new ProblemException(QueueProblems.JOB_STATE, "This is a task; cancel the job that it belongs to.")
                .with("jobId", String.valueOf(job.parentId()));
        }
        if (!job.hasEnded()) {
            this.jobs.cancel(jobId);
            this.flows.of(job).cancelled(job);
        }
        return this.jobs.find(jobId).orElseThrow(QueueProblems::noSuchJob);
    }

    /**
     * Gives a failed job a new series of attempts.
     * @throws ProblemException 404 without such a job, 409 for one that has not failed
     */
    @Transactional
    public Job retry(String jobId) {
        Job job = this.locks.job(jobId).orElseThrow(QueueProblems::noSuchJob);
        if (job.state() != JobState.FAILED) {
            throw new ProblemException(QueueProblems.JOB_STATE, "Only a job that has failed can be tried again.");
        }
        this.flows.of(job).retry(job);
        return this.jobs.find(jobId).orElseThrow(QueueProblems::noSuchJob);
    }

}
