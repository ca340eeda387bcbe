/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

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
import dev.streamgate.worker.video.MediaUpdates;

/** Empties the outbox, as far as it is due. */
@Component
class MetadataNotifier {

    private static final Logger log = LoggerFactory.getLogger(MetadataNotifier.class);

    private final MetadataOutbox outbox;

    private final MediaUpdates updates;

    private final PipelineApi metadata;

    private final TraceContextStore traces;

    MetadataNotifier(MetadataOutbox outbox, MediaUpdates updates, PipelineApi metadata, TraceContextStore traces) {
        this.outbox = outbox;
        this.updates = updates;
        this.metadata = metadata;
        this.traces = traces;
    }

    /** Tells about everything that is due. */
    void tellDue() {
        List<MetadataOutbox.Claimed> due = this.outbox.claim();
        while (!due.isEmpty()) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach((one) -> threads.execute(() -> tell(one)));
            }
            due = this.outbox.claim();
        }
    }

    private void tell(MetadataOutbox.Claimed claimed) {
        try (TraceContextStore.ResumedSpan work = this.traces.resume(claimed.traceparent(), "media notice",
                claimed.contentId())) {
            this.updates.of(claimed.contentId()).ifPresent((update) -> tell(claimed, update, work));
        }
        catch (DataAccessException ex) {
            log.warn("Could not read or note how content {} stands; it will be told again", claimed.contentId(), ex);
        }
    }

    private void tell(MetadataOutbox.Claimed claimed, MediaUpdate update, TraceContextStore.ResumedSpan work) {
        try {
            this.metadata.update(claimed.contentId(), update);
            this.outbox.told(claimed, update.sequence());
        }
        catch (HttpClientErrorException ex) {
            work.error("refused");
            if (mayPass(ex)) {
                this.outbox.failed(claimed);
            }
            else {
                log.warn("Metadata refuses to hear about content {}: {}", claimed.contentId(), ex.getStatusCode());
                this.outbox.told(claimed, update.sequence());
            }
        }
        catch (RestClientException ex) {
            work.error("not heard");
            log.info("Metadata cannot be told about content {} now: {}", claimed.contentId(), ex.getMessage());
            this.outbox.failed(claimed);
        }
    }

    /** A refusal that says nothing about the update: no token yet, too many calls. */
    private static boolean mayPass(HttpClientErrorException ex) {
        HttpStatus status = HttpStatus.resolve(ex.getStatusCode().value());
        return status == HttpStatus.UNAUTHORIZED || status == HttpStatus.FORBIDDEN
                || status == HttpStatus.REQUEST_TIMEOUT || status == HttpStatus.TOO_MANY_REQUESTS;
    }

}
