/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.upload.session.SessionLocks.Hold;

/**
 * Upload sessions of all protocols, from creation to their terminal state. Thread-safe;
 * the bytes of an upload are accessed under its lock only.
 */
@Component
public class UploadSessions {

    private static final Logger log = LoggerFactory.getLogger(UploadSessions.class);

    private static final Duration ABORT_TIMEOUT = Duration.ofSeconds(5);

    private static final int MAX_TITLE_LENGTH = 500;

    private final UploadStore store;

    private final SessionLocks locks;

    private final BlobStore blobs;

    private final UploadLimits limits;

    private final ContentResolver contents;

    private final UploadQuotas quotas;

    private final TransactionTemplate transaction;

    private final UploadProperties properties;

    private final ApplicationEventPublisher events;

    private final TraceContextStore traces;

    private final Clock clock;

    UploadSessions(UploadStore store, SessionLocks locks, BlobStore blobs, UploadLimits limits,
            ContentResolver contents, UploadQuotas quotas, TransactionTemplate transaction, UploadProperties properties,
            ApplicationEventPublisher events, TraceContextStore traces, Clock clock) {
        this.store = store;
        this.locks = locks;
        this.blobs = blobs;
        this.limits = limits;
        this.contents = contents;
        this.quotas = quotas;
        this.transaction = transaction;
        this.properties = properties;
        this.events = events;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Creates an upload, or returns the one that an earlier, identical request created. A
     * final upload is complete on creation: its parts hold all bytes.
     * @throws ProblemException if its size, its content, its parts or the use of a quota
     * is not allowed
     * @throws IOException if the free disk space cannot be determined
     */
    public Created create(Caller caller, NewUpload upload) throws IOException {
        Optional<UploadSession> existing = findExisting(caller, upload);
        if (existing.isPresent()) {
            return new Created(existing.get(), false);
        }
        this.limits.checkSize(upload.size());
        String contentId = (upload.kind() != UploadKind.PARTIAL) ? this.contents.resolve(upload.contentId(), caller)
                : null;
        Instant now = now();
        boolean complete = upload.kind() == UploadKind.FINAL;
        UploadSession session = new UploadSession(RandomIds.next(), caller.id(), upload.kind(),
                complete ? UploadState.VERIFYING : UploadState.OPEN, DisplayText.fileName(upload.fileName()),
                title(upload.title()), contentId, upload.size(),
                (complete && upload.size() != null) ? upload.size() : 0, null, upload.chunkSize(),
                lowerCase(upload.sha256()), null, null, upload.metadata(), upload.parts(), now, now,
                expiry(upload.kind(), now));
        try {
            insert(session, upload, complete);
        }
        catch (DuplicateKeyException ex) {
            return new Created(findExisting(caller, upload).orElseThrow(() -> ex), false);
        }
        log.debug("Created upload {} ({})", session.id(), session.kind());
        if (complete) {
            this.events.publishEvent(new UploadReceivedEvent(session.id()));
        }
        return new Created(session, true);
    }

    private void insert(UploadSession session, NewUpload upload, boolean joined) throws IOException {
        long bytes = (session.size() != null) ? session.size() : 0;
        UploadQuotas.Allowance allowance = this.quotas.allowance(session.owner());
        long free = this.limits.free();
        String traceparent = this.traces.current();
        this.transaction.executeWithoutResult((status) -> {
            this.quotas.reserve(session.owner(), allowance, bytes, joined, free);
            this.store.insert(session, partsHash(upload), upload.idempotencyKey(), traceparent);
            if (joined && this.store.takeParts(session) != session.parts().size()) {
                throw new ProblemException(UploadProblems.PART_USED,
                        "A partial upload can be part of one final upload, once.");
            }
        });
    }

    /** Finds the upload that an earlier, identical request created. */
    public Optional<UploadSession> findExisting(Caller caller, NewUpload upload) {
        String parts = partsHash(upload);
        if (parts != null) {
            return this.store.findByParts(caller.id(), parts);
        }
        String key = upload.idempotencyKey();
        return (key != null) ? this.store.findByIdempotencyKey(caller.id(), key) : Optional.empty();
    }

    /**
     * Finds an upload that the caller may read: its owner or an operator.
     * @throws ProblemException 404 for other callers too, so that they cannot probe ids
     */
    public UploadSession requireReadable(String id, Caller caller) {
        return find(id).filter((found) -> found.owner().equals(caller.id()) || caller.isOperator())
            .orElseThrow(UploadSessions::notFound);
    }

    /**
     * Finds an upload that the caller owns.
     * @throws ProblemException 404 for other callers too, so that they cannot probe ids
     */
    public UploadSession requireOwned(String id, Caller caller) {
        return find(id).filter((found) -> found.owner().equals(caller.id())).orElseThrow(UploadSessions::notFound);
    }

    /** Reads the row again, once its lock is held. */
    public UploadSession reload(UploadSession session) {
        return this.store.find(session.id()).orElseThrow(UploadSessions::notFound);
    }

    /**
     * Checks that the upload has neither expired nor been aborted.
     * @throws ProblemException 410 if it has
     */
    public void requireActive(UploadSession session) {
        boolean due = session.state() == UploadState.OPEN && !this.clock.instant().isBefore(session.expiresAt());
        if (due || session.state() == UploadState.EXPIRED) {
            throw new ProblemException(UploadProblems.GONE, "The upload has expired. Create a new one.");
        }
        if (session.state() == UploadState.ABORTED) {
            throw new ProblemException(UploadProblems.GONE, "The upload was aborted. Create a new one.");
        }
    }

    /** The staged file of an upload, created if absent. */
    public BlobUpload stagedBytes(String id) throws IOException {
        Optional<BlobUpload> present = this.blobs.resume(id);
        if (present.isPresent()) {
            return present.get();
        }
        try {
            return this.blobs.begin(id);
        }
        catch (FileAlreadyExistsException ex) {
            // A concurrent request with another chunk has created it.
            return this.blobs.resume(id).orElseThrow(() -> ex);
        }
    }

    /** The expiry of an upload that has just received bytes. */
    public Instant expiry(UploadKind kind) {
        return expiry(kind, now());
    }

    /** Sets a title that arrived after the creation of the upload. */
    public void setTitle(String id, String title) {
        String clean = title(title);
        if (clean != null) {
            this.store.setTitle(id, clean);
        }
    }

    /**
     * Ends the reception of an upload and starts its verification. Requires the lock of
     * the upload, and that all bytes are durable.
     */
    public void complete(String id, long size) {
        if (this.store.complete(id, size, this.traces.current())) {
            this.events.publishEvent(new UploadReceivedEvent(id));
        }
    }

    /**
     * Starts the verification of a rejected upload again, for instance after an upgrade
     * of ffmpeg.
     * @return the upload, which is verifying
     * @throws ProblemException 409 if it is not rejected, or its bytes are deleted
     */
    UploadSession verifyAgain(UploadSession session) {
        if (!this.store.verifyAgain(session.id())) {
            throw new ProblemException(UploadProblems.NOT_REJECTED,
                    "Only a rejected upload whose bytes are still there can be verified again.");
        }
        this.events.publishEvent(new UploadReceivedEvent(session.id()));
        return reload(session);
    }

    /**
     * Aborts an upload and deletes its bytes, also those of a rejected one; has no effect
     * on one that has ended otherwise without being stored.
     * @throws ProblemException 409 if it is attached to its content, 423 if it is locked
     * @throws IOException if the bytes cannot be deleted
     */
    public void abort(UploadSession session) throws IOException {
        Hold hold = this.locks.exclusive(session.id(), ABORT_TIMEOUT)
            .orElseThrow(() -> UploadProblems.locked(ABORT_TIMEOUT));
        try (hold) {
            boolean aborted = this.store.abort(session.id());
            UploadState state = reload(session).state();
            if (!aborted && state == UploadState.STORED) {
                if (this.store.isBeingDelivered(session.id())) {
                    throw UploadProblems.locked(ABORT_TIMEOUT);
                }
                // The delivery that prevented it may have ended since.
                if (!this.store.abort(session.id())) {
                    throw new ProblemException(UploadProblems.ATTACHED, "Delete its content instead.");
                }
                aborted = true;
            }
            if (aborted) {
                log.info("Aborted upload {}", session.id());
            }
            if (aborted || state == UploadState.REJECTED) {
                deleteBytes(session.id());
            }
        }
    }

    /** Deletes the bytes of an upload that has ended. Requires its lock. */
    public void deleteBytes(String id) throws IOException {
        this.blobs.discard(id);
        this.blobs.delete(MediaKeys.source(id));
        this.store.markBytesDeleted(id);
    }

    private Optional<UploadSession> find(String id) {
        return RandomIds.isId(id) ? this.store.find(id) : Optional.empty();
    }

    /** The current time in the precision of the database. */
    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Instant expiry(UploadKind kind, Instant now) {
        return now.plus((kind == UploadKind.FORM) ? this.properties.formExpiry() : this.properties.expiry());
    }

    private static @Nullable String partsHash(NewUpload upload) {
        return upload.parts().isEmpty() ? null : Sha256.hex(String.join(" ", upload.parts()));
    }

    private static @Nullable String lowerCase(@Nullable String hex) {
        return (hex != null) ? hex.toLowerCase(Locale.ROOT) : null;
    }

    private static @Nullable String title(@Nullable String input) {
        String title = DisplayText.line(input);
        if (title != null && title.length() > MAX_TITLE_LENGTH) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "A title has at most %d characters.".formatted(MAX_TITLE_LENGTH));
        }
        return title;
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "Upload not found.");
    }

    /**
     * The result of a create request.
     *
     * @param session the upload
     * @param fresh whether this request created it, rather than an earlier one with the
     * same idempotency key or parts
     */
    public record Created(UploadSession session, boolean fresh) {
    }

}
