/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verify;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.audit.AuditJournal;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.hardening.audit.AuditUnavailableException;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.upload.handover.UploadOutbox;
import dev.streamgate.upload.session.RunningHash;
import dev.streamgate.upload.session.RunningHashes;
import dev.streamgate.upload.session.UploadStore;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/**
 * Takes a complete upload from {@code verifying} to {@code stored} or {@code rejected}.
 * Each step may be repeated, so that it goes on after a death at any moment: the bytes
 * are either still staged or already published, and only then the row and the outbox
 * change, together.
 */
@Component
class Verifier {

    private static final Logger log = LoggerFactory.getLogger(Verifier.class);

    private final UploadStore store;

    private final UploadSessions sessions;

    private final BlobStore blobs;

    private final RunningHashes hashes;

    private final MediaValidation examination;

    private final UploadConcatenation parts;

    private final UploadOutbox outbox;

    private final TransactionTemplate transaction;

    private final VerificationMetrics metrics;

    private final ObjectProvider<AuditJournal> journal;

    private final Clock clock;

    Verifier(UploadStore store, UploadSessions sessions, BlobStore blobs, RunningHashes hashes,
            MediaValidation examination, UploadConcatenation parts, UploadOutbox outbox,
            TransactionTemplate transaction, VerificationMetrics metrics, ObjectProvider<AuditJournal> journal,
            ObjectProvider<Clock> clock) {
        this.metrics = metrics;
        this.journal = journal;
        this.clock = clock.getIfUnique(Clock::systemUTC);
        this.store = store;
        this.sessions = sessions;
        this.blobs = blobs;
        this.hashes = hashes;
        this.examination = examination;
        this.parts = parts;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /**
     * Verifies an upload, under its lock; nothing happens unless it is to be verified.
     * @throws IOException if something failed that may be well later
     */
    void verify(String id) throws IOException, InterruptedException {
        UploadSession session = this.store.find(id).orElse(null);
        if (session == null || session.state() != UploadState.VERIFYING) {
            return;
        }
        long begin = System.nanoTime();
        try {
            publish(session);
        }
        catch (UploadRejectedException rejection) {
            this.metrics.rejected(session.kind(), Duration.ofNanos(System.nanoTime() - begin));
            log.info("Rejected upload {}: {}", id, rejection.getMessage());
            if (this.store.reject(id, String.valueOf(rejection.getMessage()))) {
                record("upload.reject", session, AuditRecord.FAILURE);
            }
            this.sessions.deleteBytes(id);
            return;
        }
        this.journal.ifAvailable(AuditJournal::requireWritable);
        boolean stored = Boolean.TRUE.equals(this.transaction.execute((status) -> {
            boolean first = this.store.store(id);
            if (first) {
                this.outbox.add(id, this.store.traceparent(id));
            }
            return first;
        }));
        if (stored) {
            record("upload.store", session, AuditRecord.SUCCESS);
        }
        this.outbox.wake();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        this.metrics.stored(session.kind(), took, session.received());
        log.info("Stored upload {}, {} bytes, in {} ms", id, session.size(), took.toMillis());
        this.parts.delete(session);
    }

    /** Its pieces are no events of their own; that it is whole, or no video, is. */
    private void record(String type, UploadSession session, String result) {
        AuditRecord event = AuditRecord.of(this.clock.instant(), type, session.owner(),
                "/api/v1/uploads/" + session.id(), result, Map.of("bytes", session.received(), "kind", session.kind()));
        this.journal.ifAvailable((kept) -> {
            try {
                kept.recordDurably(event);
            }
            catch (AuditUnavailableException ex) {
                kept.recordBestEffort(event);
            }
        });
    }

    private void publish(UploadSession session) throws IOException, InterruptedException, UploadRejectedException {
        Optional<BlobUpload> staged = (session.kind() == UploadKind.FINAL) ? this.parts.join(session)
                : this.blobs.resume(session.id());
        if (staged.isPresent()) {
            try (BlobUpload bytes = staged.get()) {
                check(session, bytes);
                bytes.finish(MediaKeys.source(session.id()));
            }
        }
        else if (session.sha256() == null || !this.blobs.exists(MediaKeys.source(session.id()))) {
            log.error("The bytes of upload {} are missing", session.id());
            throw new UploadRejectedException("The file was lost on our side. Upload it again.");
        }
    }

    private void check(UploadSession session, BlobUpload bytes)
            throws IOException, InterruptedException, UploadRejectedException {
        Long size = session.size();
        if (size == null || bytes.size() != size) {
            log.error("Upload {} has {} bytes instead of {}", session.id(), bytes.size(), size);
            throw new UploadRejectedException("The file was damaged on our side. Upload it again.");
        }
        this.examination.examine(bytes.file());
        String sha256 = hash(session.id(), bytes);
        String declared = session.declaredSha256();
        if (declared != null && !declared.equals(sha256)) {
            throw new UploadRejectedException(
                    "The file does not have the SHA-256 that was declared; it has %s.".formatted(sha256));
        }
        this.store.setSha256(session.id(), sha256);
    }

    private String hash(String id, BlobUpload bytes) throws IOException {
        RunningHash hash = this.hashes.take(id);
        if (hash.position() > bytes.size()) {
            hash = RunningHash.empty();
        }
        hash.catchUp(bytes);
        return hash.finish();
    }

}
