/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobFlows;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.NewJob;
import dev.streamgate.worker.queue.Urgency;

/** Submits jobs to the queue. */
@Component
public class JobSubmissions {

    private static final int MAX_KEY_LENGTH = 255;

    private static final int MAX_CONTENT_ID_LENGTH = 64;

    private final JobTypes types;

    private final JobProperties properties;

    private final JobQuota quota;

    private final JobStore jobs;

    private final JobFlows flows;

    private final TraceContextStore traces;

    private final TransactionTemplate transaction;

    JobSubmissions(JobTypes types, JobProperties properties, JobQuota quota, JobStore jobs, JobFlows flows,
            TraceContextStore traces, TransactionTemplate transaction) {
        this.types = types;
        this.properties = properties;
        this.quota = quota;
        this.jobs = jobs;
        this.flows = flows;
        this.traces = traces;
        this.transaction = transaction;
    }

    /**
     * Submits a job, once per idempotency key of a submitter.
     * @throws ProblemException if the type is unknown or the submitter is not permitted
     */
    public Job submit(SubmitJob job, @Nullable String idempotencyKey, Submitter submitter) {
        SubmitJob request = withContentId(job);
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > MAX_KEY_LENGTH)) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Idempotency-Key must have 1 to 255 characters.");
        }
        return find(submitter.caller().id(), submitter.owner(), idempotencyKey)
            .orElseGet(() -> submit(prepare(request, idempotencyKey, submitter)));
    }

    /**
     * Requires a permitted and valid submission, outside of a transaction.
     * @throws ProblemException if the type is unknown or the submitter is not permitted
     */
    public Submission prepare(SubmitJob job, @Nullable String idempotencyKey, Submitter submitter) {
        SubmitJob request = withContentId(job);
        return new Submission(request.type(), submitter.owner(), submitter.caller().id(), request.contentId(),
                this.types.prepare(request, submitter),
                this.properties.priority(request.priority(), submitter.isTrusted()), idempotencyKey,
                this.quota.allowed(submitter));
    }

    /** Submits what was prepared. Joins the caller's transaction if there is one. */
    public Job submit(Submission prepared) {
        return insert(prepared.type(), prepared.owner(), prepared.submittedBy(), prepared.contentId(),
                prepared.payload(), prepared.priority(), prepared.idempotencyKey(), prepared.allowed());
    }

    /**
     * Submits a job of this service, without validation. Joins the caller's transaction
     * if there is one.
     * @param owner the job's owner and submitter
     * @return the job, or the existing job of the idempotency key
     */
    public Job submit(String type, String owner, @Nullable String contentId, Map<String, Object> payload,
            @Nullable Integer priority, @Nullable String idempotencyKey) {
        return insert(type, owner, owner, contentId, payload, this.properties.priority(priority, true), idempotencyKey,
                Long.MAX_VALUE);
    }

    private Job insert(String type, String owner, String submittedBy, @Nullable String contentId,
            Map<String, Object> payload, int priority, @Nullable String idempotencyKey, long allowed) {
        NewJob job = new NewJob(null, type, owner, submittedBy, contentId, null, payload, this.types.hasTasks(type),
                priority, 0, Urgency.BACKGROUND, null, idempotencyKey, this.traces.current(), null);
        Optional<Job> inserted = this.transaction.execute((status) -> {
            this.quota.require(submittedBy, allowed);
            Optional<Job> submitted = this.jobs.insert(job);
            submitted.ifPresent((one) -> this.flows.of(one).submitted(one));
            return submitted;
        });
        // Empty if a concurrent call with the same key was first.
        String id = inserted.or(() -> find(submittedBy, owner, idempotencyKey)).map(Job::id).orElseThrow();
        return this.jobs.find(id).orElseThrow();
    }

    private Optional<Job> find(String submittedBy, String owner, @Nullable String idempotencyKey) {
        return (idempotencyKey != null) ? this.jobs.findByKey(submittedBy, owner, idempotencyKey) : Optional.empty();
    }

    /**
     * A permitted and valid submission.
     *
     * @param type type of the job
     * @param owner owner of the job
     * @param submittedBy the caller
     * @param contentId the content that it belongs to
     * @param payload its input
     * @param priority its priority
     * @param idempotencyKey identifies repetitions
     * @param allowed unfinished jobs that the caller may have
     */
    public record Submission(String type, String owner, String submittedBy, @Nullable String contentId,
            Map<String, Object> payload, int priority, @Nullable String idempotencyKey, long allowed) {
    }

    /**
     * Falls back to the content id in the payload; if both are given they must be equal.
     */
    private static SubmitJob withContentId(SubmitJob request) {
        Object inPayload = (request.payload() != null) ? request.payload().get("contentId") : null;
        String contentId = (request.contentId() != null) ? request.contentId()
                : (inPayload instanceof String text) ? text : null;
        if ((inPayload != null && !inPayload.equals(contentId))
                || (contentId != null && (contentId.isBlank() || contentId.length() > MAX_CONTENT_ID_LENGTH))) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "contentId must be a content's id, the same here and in the payload.");
        }
        return new SubmitJob(request.type(), contentId, request.payload(), request.priority());
    }

}
