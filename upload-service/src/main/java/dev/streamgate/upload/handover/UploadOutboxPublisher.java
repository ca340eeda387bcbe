/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.handover;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.AttachSource;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.upload.handover.UploadOutbox.Entry;
import dev.streamgate.upload.session.UploadStore;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.hardening.tracing.TraceContextStore;

/**
 * Tells metadata, then the worker, of a stored upload. Both take a repeated call as one,
 * so it is repeated until both have answered.
 */
@Component
class UploadOutboxPublisher {

    private static final Logger log = LoggerFactory.getLogger(UploadOutboxPublisher.class);

    private static final Duration FIRST_RETRY = Duration.ofMillis(250);

    private static final Duration LAST_RETRY = Duration.ofMinutes(1);

    private final UploadOutbox outbox;

    private final UploadStore store;

    private final PipelineApi contents;

    private final JobApi jobs;

    private final TransactionTemplate transaction;

    private final TraceContextStore traces;

    private final Clock clock;

    UploadOutboxPublisher(UploadOutbox outbox, UploadStore store, PipelineApi contents, JobApi jobs,
            TransactionTemplate transaction, TraceContextStore traces, Clock clock) {
        this.outbox = outbox;
        this.store = store;
        this.contents = contents;
        this.jobs = jobs;
        this.transaction = transaction;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Tells of the next upload that is due.
     * @return whether there was one
     */
    boolean next() {
        return Boolean.TRUE.equals(this.transaction.execute((status) -> {
            Optional<Entry> entry = this.outbox.take();
            entry.ifPresent(this::tell);
            return entry.isPresent();
        }));
    }

    private void tell(Entry entry) {
        try (TraceContextStore.ResumedSpan work = this.traces.resume(entry.traceparent(), "upload handover",
                entry.uploadId())) {
            UploadSession upload = this.store.find(entry.uploadId()).orElseThrow();
            try {
                attach(upload);
                submit(upload);
            }
            catch (HttpClientErrorException.Gone ex) {
                log.info("Content {} was deleted before upload {} came", upload.contentId(), upload.id());
                this.store.abort(upload.id());
                this.store.noteError(upload.id(), "The content was deleted.");
                return;
            }
            catch (RuntimeException ex) {
                work.failed("not taken");
                postpone(entry, ex);
                return;
            }
            this.outbox.delete(entry);
            if (upload.error() != null) {
                this.store.noteError(upload.id(), null);
            }
            log.info("Handed upload {} over to content {}", upload.id(), upload.contentId());
        }
    }

    /** Nothing is given up: what is refused today may be taken after a repair. */
    private void postpone(Entry entry, RuntimeException failure) {
        Duration wait = wait(entry.attempts());
        log.warn("Upload {} could not be handed over, next attempt in {}: {}", entry.uploadId(), wait,
                failure.toString());
        this.outbox.postpone(entry, this.clock.instant().plus(wait));
        if (failure instanceof HttpClientErrorException.Forbidden
                || failure instanceof HttpClientErrorException.Conflict) {
            this.store.noteError(entry.uploadId(), "The content does not take this video.");
        }
    }

    private void attach(UploadSession upload) {
        this.contents.attach(contentId(upload), new AttachSource(upload.owner(), upload.id(),
                (upload.title() != null) ? upload.title() : upload.fileName(), size(upload)));
    }

    private void submit(UploadSession upload) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("contentId", contentId(upload));
        payload.put("sourceKey", MediaKeys.source(upload.id()));
        payload.put("sourceSha256", Objects.requireNonNull(upload.sha256()));
        payload.put("size", size(upload));
        if (upload.fileName() != null) {
            payload.put("fileName", upload.fileName());
        }
        this.jobs.submit(new SubmitJob("transcode", contentId(upload), payload, null), "upload:" + upload.id(),
                upload.owner());
    }

    private static String contentId(UploadSession upload) {
        return Objects.requireNonNull(upload.contentId());
    }

    private static long size(UploadSession upload) {
        return Objects.requireNonNull(upload.size());
    }

    private static Duration wait(int attempts) {
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(attempts, 10));
        return (wait.compareTo(LAST_RETRY) < 0) ? wait : LAST_RETRY;
    }

}
