/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.time.Clock;
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

/** Takes jobs in. */
@Component
public class Submissions {

    private static final int USUAL_PRIORITY = 5;

    private static final int LONGEST_KEY = 255;

    private static final int LONGEST_CONTENT_ID = 64;

    private final JobTypes types;

    private final JobStore jobs;

    private final JobFlows flows;

    private final TraceContextStore traces;

    private final TransactionTemplate transaction;

    private final Clock clock;

    Submissions(JobTypes types, JobStore jobs, JobFlows flows, TraceContextStore traces,
            TransactionTemplate transaction, Clock clock) {
        this.types = types;
        this.jobs = jobs;
        this.flows = flows;
        this.traces = traces;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Queues a job, once for each idempotency key of a submitter.
     * @throws ProblemException if the type is unknown, or not for this submitter
     */
    public Job submit(SubmitJob asked, @Nullable String idempotencyKey, Submitter submitter) {
        SubmitJob request = withContent(asked);
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY)) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Idempotency-Key has 1 to 255 characters.");
        }
        String by = submitter.caller().id();
        Optional<Job> before = madeBefore(by, submitter.owner(), idempotencyKey);
        if (before.isPresent()) {
            return before.get();
        }
        Map<String, Object> payload = this.types.prepare(request, submitter);
        return submit(new NewJob(null, request.type(), submitter.owner(), by, request.contentId(), null, payload,
                this.types.isOrchestrated(request.type()), priority(request.priority()), 0, Urgency.BACKGROUND,
                this.clock.instant(), idempotencyKey, this.traces.current(), null));
    }

    /**
     * Queues a job for the service itself; joins the caller's transaction where there is
     * one.
     * @param owner who sees the job
     * @return the job, or the one that the key has made before
     */
    public Job submit(String type, String owner, @Nullable String contentId, Map<String, Object> payload,
            @Nullable Integer priority, @Nullable String idempotencyKey) {
        return submit(new NewJob(null, type, owner, owner, contentId, null, payload, this.types.isOrchestrated(type),
                priority(priority), 0, Urgency.BACKGROUND, this.clock.instant(), idempotencyKey, this.traces.current(),
                null));
    }

    private Job submit(NewJob wanted) {
        Optional<Job> made = this.transaction.execute((status) -> {
            Optional<Job> job = this.jobs.insert(wanted);
            job.ifPresent((one) -> this.flows.of(one).submitted(one));
            return job;
        });
        // Otherwise the same call came twice at once, and the other one was first.
        String id = made.or(() -> madeBefore(wanted.submittedBy(), wanted.owner(), wanted.idempotencyKey()))
            .map(Job::id)
            .orElseThrow();
        return this.jobs.find(id).orElseThrow();
    }

    private Optional<Job> madeBefore(String by, String owner, @Nullable String idempotencyKey) {
        return (idempotencyKey != null) ? this.jobs.findByKey(by, owner, idempotencyKey) : Optional.empty();
    }

    /** The content may stand in the payload as well; it must be the same one. */
    private static SubmitJob withContent(SubmitJob request) {
        Object inPayload = (request.payload() != null) ? request.payload().get("contentId") : null;
        String contentId = (request.contentId() != null) ? request.contentId()
                : (inPayload instanceof String text) ? text : null;
        if ((inPayload != null && !inPayload.equals(contentId))
                || (contentId != null && (contentId.isBlank() || contentId.length() > LONGEST_CONTENT_ID))) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "contentId is the id of one content, the same here and in the payload.");
        }
        return new SubmitJob(request.type(), contentId, request.payload(), request.priority());
    }

    private static int priority(@Nullable Integer priority) {
        return (priority != null) ? priority : USUAL_PRIORITY;
    }

}
