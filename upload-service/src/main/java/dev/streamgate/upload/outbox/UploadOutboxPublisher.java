/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.outbox;

import java.net.ConnectException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.metadata.AttachSource;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.suite.backoff.BackoffDelay;
import dev.streamgate.upload.outbox.UploadOutbox.Attachment;
import dev.streamgate.upload.outbox.UploadOutbox.Entry;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadStore;

/**
 * Delivers stored uploads: attaches each to its content, then submits its transcoding
 * job. Both requests are idempotent and are repeated until both succeed. Thread-safe.
 */
@Component
class UploadOutboxPublisher {

    private static final Logger log = LoggerFactory.getLogger(UploadOutboxPublisher.class);

    private static final BackoffDelay BACKOFF = BackoffDelay.of(Duration.ofMillis(250), Duration.ofMinutes(1));

    private final UploadOutbox outbox;

    private final UploadStore store;

    private final PipelineApi contents;

    private final JobApi jobs;

    private final TraceContextStore traces;

    UploadOutboxPublisher(UploadOutbox outbox, UploadStore store, PipelineApi contents, JobApi jobs,
            TraceContextStore traces) {
        this.outbox = outbox;
        this.store = store;
        this.contents = contents;
        this.jobs = jobs;
        this.traces = traces;
    }

    /**
     * Delivers the next due upload, or reschedules it after a failure. No transaction is
     * open during the requests.
     * @return whether an upload was due
     */
    boolean publishNext() {
        Optional<Entry> entry = this.outbox.claimNext();
        entry.ifPresent(this::publish);
        return entry.isPresent();
    }

    private void publish(Entry entry) {
        try (TraceContextStore.ResumedSpan span = this.traces.resume(entry.traceparent(), "upload delivery",
                entry.uploadId())) {
            UploadSession upload = this.store.find(entry.uploadId()).orElse(null);
            if (upload == null) {
                return;
            }
            boolean attached = false;
            try {
                attachSource(upload, entry);
                attached = true;
                submitJob(upload, entry);
            }
            catch (HttpClientErrorException.Gone ex) {
                log.info("Content {} was deleted before the delivery of upload {}; aborting the upload",
                        upload.contentId(), upload.id());
                this.store.abandon(upload.id(), "The content was deleted.");
                return;
            }
            catch (RuntimeException ex) {
                boolean rejected = !attached && (ex instanceof HttpClientErrorException.Forbidden
                        || ex instanceof HttpClientErrorException.Conflict);
                span.error(rejected ? "rejected" : "not delivered");
                reschedule(entry, attached ? Attachment.ATTACHED : attachment(entry, ex, rejected), ex);
                if (rejected) {
                    this.store.setError(entry.uploadId(), "The content does not accept this video.");
                }
                return;
            }
            this.outbox.delete(entry);
            if (upload.error() != null) {
                this.store.setError(upload.id(), null);
            }
            log.info("Delivered upload {} to content {}", upload.id(), upload.contentId());
        }
    }

    /** What is known of the source after a request to attach it has failed. */
    private static Attachment attachment(Entry entry, RuntimeException failure, boolean rejected) {
        if (entry.attachment() == Attachment.ATTACHED) {
            return Attachment.ATTACHED;
        }
        if (rejected) {
            return Attachment.NONE;
        }
        boolean unsent = NestedExceptionUtils.getMostSpecificCause(failure) instanceof ConnectException;
        return unsent ? entry.attachment() : Attachment.UNKNOWN;
    }

    /**
     * Retries without limit, rejections too: they may be due to a fault of the receiver
     * that is repaired later.
     */
    private void reschedule(Entry entry, Attachment attachment, RuntimeException failure) {
        Duration delay = BACKOFF.after(entry.failures() + 1);
        log.warn("Delivery of upload {} failed; next attempt in {}: {}", entry.uploadId(), delay, failure.toString());
        this.outbox.reschedule(entry, attachment, delay);
    }

    private void attachSource(UploadSession upload, Entry entry) {
        this.contents.attach(contentId(upload), new AttachSource(upload.owner(), upload.id(),
                (upload.title() != null) ? upload.title() : upload.fileName(), size(upload), entry.sequence()));
    }

    private void submitJob(UploadSession upload, Entry entry) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("contentId", contentId(upload));
        payload.put("sourceKey", MediaKeys.source(upload.id()));
        payload.put("sourceSha256", Objects.requireNonNull(upload.sha256()));
        payload.put("size", size(upload));
        payload.put("sourceNumber", entry.sequence());
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

}
