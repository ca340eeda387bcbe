/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

import dev.streamgate.contracts.Page;

/**
 * Jobs. Users submit and read their own; operators and services read all. A service that
 * acts for a user names the user in {@code X-On-Behalf-Of}, which is evaluated for
 * services only, and then has that user's access.
 */
@HttpExchange("/api/v1/jobs")
public interface JobApi {

    /**
     * Queues a job: 202. A repeated {@code Idempotency-Key} of the same caller returns
     * the job that it created.
     */
    @PostExchange
    ResponseEntity<JobView> submit(@Valid @RequestBody SubmitJob job,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "X-On-Behalf-Of", required = false) @Nullable String onBehalfOf);

    /** Returns how much of the quota the caller's jobs use. */
    @GetExchange("/quota")
    JobUsage quota();

    /** Returns one job. */
    @GetExchange("/{jobId}")
    JobView get(@PathVariable String jobId,
            @RequestHeader(name = "X-On-Behalf-Of", required = false) @Nullable String onBehalfOf);

    /** Returns one job of the caller. */
    default JobView get(String jobId) {
        return get(jobId, null);
    }

    /** Cancels a job and its tasks; a job that has ended is returned unchanged. */
    @PostExchange("/{jobId}/cancel")
    JobView cancel(@PathVariable String jobId,
            @RequestHeader(name = "X-On-Behalf-Of", required = false) @Nullable String onBehalfOf);

    /** Cancels a job of the caller. */
    default JobView cancel(String jobId) {
        return cancel(jobId, null);
    }

    /**
     * Requeues a failed job (a dead letter) with a new series of attempts; for operators.
     * 409 for a job that has not failed.
     */
    @PostExchange("/{jobId}/retry")
    JobView retry(@PathVariable String jobId);

    /**
     * Lists jobs, newest first. Tasks of jobs are included only for operators that filter
     * by state or type.
     */
    @GetExchange
    Page<JobView> list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String contentId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = "X-On-Behalf-Of", required = false) @Nullable String onBehalfOf);

    /** Lists the jobs of the caller. */
    default Page<JobView> list(@Nullable String state, @Nullable String type, @Nullable String contentId,
            @Nullable Integer limit, @Nullable String cursor) {
        return list(state, type, contentId, limit, cursor, null);
    }

}
