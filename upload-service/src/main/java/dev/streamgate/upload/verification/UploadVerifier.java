/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.suite.outbox.OutboxRelay;
import dev.streamgate.upload.ingest.RunningHash;
import dev.streamgate.upload.ingest.RunningHashes;
import dev.streamgate.upload.outbox.UploadOutbox;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadQuotas;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadStore;

/**
 * Moves a complete upload from {@code verifying} to {@code stored} or {@code rejected}.
 * Each step is repeatable, so that verification resumes after a crash at any point: the
 * bytes are either staged or published, and only then row and outbox change, in one
 * transaction. Requires the lock of the upload.
 */
@Component
class UploadVerifier {

    private static final Logger log = LoggerFactory.getLogger(UploadVerifier.class);

    /** About half a minute, with the growing delays between verifications. */
    private static final int MAX_MISSING = 5;

    private final UploadStore uploads;

    private final BlobStore blobs;

    private final RunningHashes hashes;

    private final MediaValidation validation;

    private final UploadQuotas quotas;

    private final UploadConcatenation concatenation;

    private final UploadOutbox outbox;

    private final OutboxRelay relay;

    private final TransactionTemplate transaction;

    private final VerificationMetrics metrics;

    private final VerificationAudit audit;

    UploadVerifier(UploadStore uploads, BlobStore blobs, RunningHashes hashes, MediaValidation validation,
            UploadQuotas quotas, UploadConcatenation concatenation, UploadOutbox outbox, OutboxRelay relay,
            TransactionTemplate transaction, VerificationMetrics metrics, VerificationAudit audit) {
        this.uploads = uploads;
        this.blobs = blobs;
        this.hashes = hashes;
        this.validation = validation;
        this.quotas = quotas;
        this.concatenation = concatenation;
        this.outbox = outbox;
        this.relay = relay;
        this.transaction = transaction;
        this.metrics = metrics;
        this.audit = audit;
    }

    /**
     * Verifies an upload; has no effect unless its state is {@code verifying}. The bytes
     * of a rejected one are kept for a while, so that its owner can have it verified
     * again.
     * @param earlierFailures how often this failed for the upload
     * @throws IOException if a step failed and may be repeated
     */
    void verify(String id, int earlierFailures) throws IOException, InterruptedException {
        UploadSession session = this.uploads.find(id).orElse(null);
        if (session == null || session.state() != UploadState.VERIFYING) {
            return;
        }
        long start = System.nanoTime();
        try {
            publish(session, earlierFailures);
        }
        catch (UploadRejectedException ex) {
            this.metrics.rejected(session.kind(), Duration.ofNanos(System.nanoTime() - start));
            log.info("Rejected upload {}: {}", id, ex.getMessage());
            if (this.uploads.markRejected(id, String.valueOf(ex.getMessage()))) {
                this.audit.rejected(session);
            }
            return;
        }
        this.audit.requireWritable();
        if (markStored(id)) {
            this.audit.stored(session);
        }
        this.relay.wake();
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        this.metrics.stored(session.kind(), duration, session.received());
        log.info("Stored upload {}: {} bytes in {} ms", id, session.size(), duration.toMillis());
        this.concatenation.deleteParts(session);
    }

    private boolean markStored(String id) {
        return Boolean.TRUE.equals(this.transaction.execute((status) -> {
            boolean stored = this.uploads.markStored(id);
            if (stored) {
                this.outbox.add(id, this.uploads.traceparent(id));
            }
            return stored;
        }));
    }

    private void publish(UploadSession session, int earlierFailures)
            throws IOException, InterruptedException, UploadRejectedException {
        Optional<BlobUpload> staged = (session.kind() == UploadKind.FINAL) ? this.concatenation.concatenate(session)
                : this.blobs.resume(session.id());
        if (staged.isPresent()) {
            try (BlobUpload bytes = staged.get()) {
                check(session, bytes, earlierFailures);
                bytes.finish(MediaKeys.source(session.id()));
            }
        }
        else if (session.sha256() == null) {
            this.uploads.setSha256(session.id(), publishedHash(session, earlierFailures));
        }
        else if (!this.blobs.exists(MediaKeys.source(session.id()))) {
            throw lost(session, earlierFailures);
        }
    }

    /**
     * The hash of a file that was published, hence checked, although the row lacks it: it
     * is of a backup from before that.
     */
    private String publishedHash(UploadSession session, int earlierFailures)
            throws IOException, UploadRejectedException {
        Blob source = this.blobs.stat(MediaKeys.source(session.id())).orElse(null);
        if (source == null || session.size() == null || source.size() != session.size()) {
            throw lost(session, earlierFailures);
        }
        try (InputStream in = this.blobs.open(source.key())) {
            return Sha256.hex(in);
        }
    }

    /** An unmounted volume looks like a lost file, so the file is looked for again. */
    private static UploadRejectedException lost(UploadSession session, int earlierFailures) throws IOException {
        if (earlierFailures < MAX_MISSING) {
            throw new IOException("The bytes of upload " + session.id() + " are missing");
        }
        log.error("The bytes of upload {} are missing", session.id());
        return new UploadRejectedException("The server lost the file. Upload it again.");
    }

    private void check(UploadSession session, BlobUpload bytes, int earlierFailures)
            throws IOException, InterruptedException, UploadRejectedException {
        Long size = session.size();
        if (size == null || bytes.size() != size) {
            log.error("Upload {} has {} bytes instead of {}", session.id(), bytes.size(), size);
            throw new UploadRejectedException("The server damaged the file. Upload it again.");
        }
        double duration = this.validation.validate(bytes.file(), earlierFailures);
        requireDuration(session, duration);
        String sha256 = hash(session.id(), bytes);
        String declared = session.declaredSha256();
        if (declared != null && !declared.equals(sha256)) {
            throw new UploadRejectedException(
                    "The file does not have the declared SHA-256; its hash is %s.".formatted(sha256));
        }
        this.uploads.setDuration(session.id(), duration);
        this.uploads.setSha256(session.id(), sha256);
    }

    private void requireDuration(UploadSession session, double seconds) throws UploadRejectedException {
        try {
            this.quotas.requireDuration(session.owner(), seconds);
        }
        catch (ProblemException ex) {
            throw new UploadRejectedException(String.valueOf(ex.getBody().getDetail()));
        }
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
