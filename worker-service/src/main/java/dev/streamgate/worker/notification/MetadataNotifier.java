/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.worker.notification.MetadataOutbox.Claim;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;

/** Delivers the outbox to metadata-service. */
@Component
class MetadataNotifier {

    private static final Logger log = LoggerFactory.getLogger(MetadataNotifier.class);

    /** When nothing is pending; the relay polls earlier. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final MetadataOutbox outbox;

    private final MediaUpdates updates;

    private final JobStore jobs;

    private final PipelineApi metadata;

    private final TraceContextStore traces;

    MetadataNotifier(MetadataOutbox outbox, MediaUpdates updates, JobStore jobs, PipelineApi metadata,
            TraceContextStore traces) {
        this.outbox = outbox;
        this.updates = updates;
        this.jobs = jobs;
        this.metadata = metadata;
        this.traces = traces;
    }

    /**
     * Delivers all contents that are due, a batch at a time.
     * @return delay until the next content is due
     */
    Duration deliverDue() {
        List<Claim> due = this.outbox.claim();
        while (!due.isEmpty()) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach((claim) -> threads.execute(() -> deliver(claim)));
            }
            due = this.outbox.claim();
        }
        return this.outbox.nextDue().orElse(IDLE);
    }

    private void deliver(Claim claim) {
        try {
            String traceparent = this.jobs.find(claim.jobId()).map(Job::traceparent).orElse(null);
            try (TraceContextStore.ResumedSpan span = this.traces.resume(traceparent, "media update",
                    claim.contentId())) {
                this.updates.of(claim.contentId()).ifPresent((update) -> deliver(claim, update, span));
            }
        }
        catch (DataAccessException ex) {
            log.warn("The state of content {} could not be read or recorded; it will be delivered again",
                    claim.contentId(), ex);
        }
    }

    private void deliver(Claim claim, MediaUpdate update, TraceContextStore.ResumedSpan span) {
        try {
            this.metadata.update(claim.contentId(), update);
            this.outbox.delivered(claim, update.sequence());
        }
        catch (HttpClientErrorException ex) {
            span.error("rejected");
            if (isTransient(ex)) {
                this.outbox.failed(claim);
            }
            else {
                log.warn("metadata-service rejects updates of content {}: {}; they are not retried", claim.contentId(),
                        ex.getStatusCode());
                this.outbox.delivered(claim, update.sequence());
            }
        }
        catch (RestClientException ex) {
            span.error("not delivered");
            log.info("The update of content {} could not be delivered to metadata-service; it will be retried: {}",
                    claim.contentId(), ex.getMessage());
            this.outbox.failed(claim);
        }
    }

    /** Client errors that do not depend on the update: no token yet, rate limit. */
    private static boolean isTransient(HttpClientErrorException ex) {
        HttpStatus status = HttpStatus.resolve(ex.getStatusCode().value());
        return status == HttpStatus.UNAUTHORIZED || status == HttpStatus.FORBIDDEN
                || status == HttpStatus.REQUEST_TIMEOUT || status == HttpStatus.TOO_MANY_REQUESTS;
    }

}
