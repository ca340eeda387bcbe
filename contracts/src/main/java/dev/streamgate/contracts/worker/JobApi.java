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
 * Jobs, as users and other services see them. A user sees and submits their own;
 * operators and services see all. A service that acts for a user names that user in
 * {@code X-On-Behalf-Of}, which is read from services only, and then sees what that user
 * sees.
 */
@HttpExchange("/api/v1/jobs")
public interface JobApi {

    /**
     * Queues a job: 202. The same {@code Idempotency-Key} of the same caller answers the
     * job it made before.
     */
    @PostExchange
    ResponseEntity<JobView> submit(@Valid @RequestBody SubmitJob job,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "X-On-Behalf-Of", required = false) @Nullable String onBehalfOf);

    /** Reads one job. */
    @GetExchange("/{jobId}")
    JobView get(@PathVariable String jobId,
            @RequestHeader(name = "X-On-Behalf-Of", required = false) @Nullable String onBehalfOf);

    /** Reads one job in the caller's own name. */
    default JobView get(String jobId) {
        return get(jobId, null);
    }

    /** Stops a job and its tasks; a job that has ended is returned as it is. */
    @PostExchange("/{jobId}/cancel")
    JobView cancel(@PathVariable String jobId,
            @RequestHeader(name = "X-On-Behalf-Of", required = false) @Nullable String onBehalfOf);

    /** Stops a job in the caller's own name. */
    default JobView cancel(String jobId) {
        return cancel(jobId, null);
    }

    /**
     * Gives a failed job (a dead letter) a new series of attempts; for operators. A job
     * that has not failed is a 409 problem.
     */
    @PostExchange("/{jobId}/retry")
    JobView retry(@PathVariable String jobId);

    /**
     * Lists jobs, newest first. Tasks of jobs are left out, but for an operator who asks
     * for a state or a type.
     */
    @GetExchange
    Page<JobView> list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String contentId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = "X-On-Behalf-Of", required = false) @Nullable String onBehalfOf);

    /** Lists jobs in the caller's own name. */
    default Page<JobView> list(@Nullable String state, @Nullable String type, @Nullable String contentId,
            @Nullable Integer limit, @Nullable String cursor) {
        return list(state, type, contentId, limit, cursor, null);
    }

}
