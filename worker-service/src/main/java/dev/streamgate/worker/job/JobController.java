/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobControl;
import dev.streamgate.worker.queue.QueueProblems;

/** Jobs for those who want them done. What one may not see is not found. */
@RestController
@RateLimited("worker")
class JobController implements JobApi {

    private final Submissions submissions;

    private final JobStatus jobs;

    private final JobLists lists;

    private final JobControl control;

    JobController(Submissions submissions, JobStatus jobs, JobLists lists, JobControl control) {
        this.submissions = submissions;
        this.jobs = jobs;
        this.lists = lists;
        this.control = control;
    }

    @Override
    @Audited("job.submit")
    public ResponseEntity<JobView> submit(SubmitJob job, @Nullable String idempotencyKey, @Nullable String onBehalfOf) {
        Job made = this.submissions.submit(job, idempotencyKey, Submitter.of(onBehalfOf));
        return ResponseEntity.accepted().location(URI.create("/api/v1/jobs/" + made.id())).body(JobLists.toView(made));
    }

    @Override
    public JobView get(String jobId, @Nullable String onBehalfOf) {
        return JobLists.toView(visible(jobId, onBehalfOf));
    }

    @Override
    @Audited("job.cancel")
    public JobView cancel(String jobId, @Nullable String onBehalfOf) {
        visible(jobId, onBehalfOf);
        return JobLists.toView(this.control.cancel(jobId));
    }

    @Override
    @Audited("job.retry")
    @PreAuthorize("hasRole('OPERATOR')")
    public JobView retry(String jobId) {
        return JobLists.toView(this.control.retry(jobId));
    }

    @Override
    public Page<JobView> list(@Nullable String state, @Nullable String type, @Nullable String contentId,
            @Nullable Integer limit, @Nullable String cursor, @Nullable String onBehalfOf) {
        Submitter submitter = Submitter.of(onBehalfOf);
        boolean tasks = submitter.all() && (state != null || type != null);
        return this.lists.page(new JobLists.Filter(submitter.all() ? null : submitter.owner(), JobLists.state(state),
                type, contentId, tasks), limit, cursor);
    }

    private Job visible(String jobId, @Nullable String onBehalfOf) {
        Submitter submitter = Submitter.of(onBehalfOf);
        return this.jobs.find(jobId).filter(submitter::sees).orElseThrow(QueueProblems::noSuchJob);
    }

}
