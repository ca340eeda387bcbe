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
import dev.streamgate.contracts.worker.JobUsage;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobControl;
import dev.streamgate.worker.queue.JobQueries;
import dev.streamgate.worker.queue.QueueProblems;

/** {@code /api/v1/jobs}. Jobs that the caller may not read are 404. */
@RestController
@RateLimited("worker")
class JobController implements JobApi {

    private final JobSubmissions submissions;

    private final JobQueries jobs;

    private final JobControl control;

    private final JobQuota quota;

    JobController(JobSubmissions submissions, JobQueries jobs, JobControl control, JobQuota quota) {
        this.submissions = submissions;
        this.jobs = jobs;
        this.control = control;
        this.quota = quota;
    }

    @Override
    @Audited("job.submit")
    public ResponseEntity<JobView> submit(SubmitJob job, @Nullable String idempotencyKey, @Nullable String onBehalfOf) {
        JobView view = this.submissions.submit(job, idempotencyKey, Submitter.of(onBehalfOf)).toView();
        return ResponseEntity.accepted().location(URI.create("/api/v1/jobs/" + view.jobId())).body(view);
    }

    @Override
    public JobUsage quota() {
        return this.quota.usage(Submitter.of((String) null));
    }

    @Override
    public JobView get(String jobId, @Nullable String onBehalfOf) {
        return readable(jobId, onBehalfOf).toView();
    }

    @Override
    @Audited("job.cancel")
    public JobView cancel(String jobId, @Nullable String onBehalfOf) {
        readable(jobId, onBehalfOf);
        return this.control.cancel(jobId).toView();
    }

    @Override
    @Audited("job.retry")
    @PreAuthorize("hasRole('OPERATOR')")
    public JobView retry(String jobId) {
        return this.control.retry(jobId).toView();
    }

    @Override
    public Page<JobView> list(@Nullable String state, @Nullable String type, @Nullable String contentId,
            @Nullable Integer limit, @Nullable String cursor, @Nullable String onBehalfOf) {
        Submitter submitter = Submitter.of(onBehalfOf);
        boolean tasks = submitter.readsAll() && (state != null || type != null);
        Page<Job> page = this.jobs.page(new JobQueries.Filter(submitter.readsAll() ? null : submitter.owner(),
                JobQueries.state(state), type, contentId, tasks), limit, cursor);
        return new Page<>(page.items().stream().map(Job::toView).toList(), page.nextCursor());
    }

    private Job readable(String jobId, @Nullable String onBehalfOf) {
        Submitter submitter = Submitter.of(onBehalfOf);
        return this.jobs.find(jobId).filter(submitter::reads).orElseThrow(QueueProblems::jobNotFound);
    }

}
