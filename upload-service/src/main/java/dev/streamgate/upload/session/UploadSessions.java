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

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.upload.session.SessionLocks.Hold;
import dev.streamgate.hardening.tracing.TraceContextStore;

/**
 * Uploads from their opening to their end, whichever way their bytes come in. Safe for
 * threads; the bytes of an upload are touched only under its lock.
 */
@Component
public class UploadSessions {

    private static final Logger log = LoggerFactory.getLogger(UploadSessions.class);

    private static final Duration ABORT_WAIT = Duration.ofSeconds(5);

    private static final int MAX_TITLE = 500;

    private final UploadStore store;

    private final SessionLocks locks;

    private final BlobStore blobs;

    private final UploadLimits bounds;

    private final ContentChoice contents;

    private final UploadProperties properties;

    private final ApplicationEventPublisher events;

    private final TraceContextStore traces;

    private final Clock clock;

    UploadSessions(UploadStore store, SessionLocks locks, BlobStore blobs, UploadLimits bounds, ContentChoice contents,
            UploadProperties properties, ApplicationEventPublisher events, TraceContextStore traces, Clock clock) {
        this.store = store;
        this.locks = locks;
        this.blobs = blobs;
        this.bounds = bounds;
        this.contents = contents;
        this.properties = properties;
        this.events = events;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Opens an upload, or answers the one that the same call opened before. A final one
     * has every byte already, in its parts.
     * @throws ProblemException when its size, its content or the number of open ones
     * forbids it
     * @throws IOException if the disk cannot be asked
     */
    public Opened open(Caller caller, NewUpload wanted) throws IOException {
        Optional<UploadSession> before = opened(caller, wanted);
        if (before.isPresent()) {
            return new Opened(before.get(), false);
        }
        this.bounds.checkSize(wanted.size());
        this.bounds.checkSpace((wanted.size() != null) ? wanted.size() : 0);
        String contentId = (wanted.kind() != UploadKind.PARTIAL) ? this.contents.choose(wanted.contentId(), caller)
                : null;
        Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean joined = wanted.kind() == UploadKind.FINAL;
        UploadSession session = new UploadSession(RandomIds.next(), caller.id(), wanted.kind(),
                joined ? UploadState.VERIFYING : UploadState.OPEN, DisplayText.fileName(wanted.fileName()),
                title(wanted.title()), contentId, wanted.size(), (joined && wanted.size() != null) ? wanted.size() : 0,
                null, wanted.chunkSize(), lowerCase(wanted.sha256()), null, null, wanted.metadata(), wanted.parts(),
                now, now, expiry(wanted.kind(), now));
        try {
            if (!this.store.insert(session, partsHash(wanted), wanted.idempotencyKey(), this.traces.current(),
                    joined ? Integer.MAX_VALUE : this.properties.maxOpenPerUser())) {
                throw new ProblemException(UploadProblems.TOO_MANY_OPEN,
                        "Finish or delete some of your %d unfinished uploads first."
                            .formatted(this.properties.maxOpenPerUser()));
            }
        }
        catch (DuplicateKeyException ex) {
            return new Opened(opened(caller, wanted).orElseThrow(() -> ex), false);
        }
        log.debug("Opened upload {} ({})", session.id(), session.kind());
        if (joined) {
            this.events.publishEvent(new UploadReceivedEvent(session.id()));
        }
        return new Opened(session, true);
    }

    /** The upload that the same call opened before, if any. */
    public Optional<UploadSession> opened(Caller caller, NewUpload wanted) {
        String parts = partsHash(wanted);
        if (parts != null) {
            return this.store.findConcatenation(caller.id(), parts);
        }
        String key = wanted.idempotencyKey();
        return (key != null) ? this.store.findCreated(caller.id(), key) : Optional.empty();
    }

    /**
     * The upload, for its owner or an operator.
     * @throws ProblemException 404 for anybody else, and when there is none
     */
    public UploadSession visible(String id, Caller caller) {
        return find(id).filter((found) -> found.owner().equals(caller.id()) || caller.isOperator())
            .orElseThrow(UploadSessions::unknown);
    }

    /**
     * The upload, for its owner.
     * @throws ProblemException 404 for anybody else, and when there is none
     */
    public UploadSession own(String id, Caller caller) {
        return find(id).filter((found) -> found.owner().equals(caller.id())).orElseThrow(UploadSessions::unknown);
    }

    /** Reads the row again, once its lock is held. */
    public UploadSession reload(UploadSession session) {
        return this.store.find(session.id()).orElseThrow(UploadSessions::unknown);
    }

    /**
     * Whether the upload has ended without being kept.
     * @throws ProblemException 410 if so
     */
    public void requireAlive(UploadSession session) {
        boolean over = session.state() == UploadState.OPEN && !this.clock.instant().isBefore(session.expiresAt());
        if (over || session.state() == UploadState.EXPIRED) {
            throw new ProblemException(UploadProblems.GONE, "The upload has expired.");
        }
        if (session.state() == UploadState.ABORTED) {
            throw new ProblemException(UploadProblems.GONE, "The upload was given up.");
        }
    }

    /** The bytes of an upload, begun where there are none yet. */
    public BlobUpload bytes(String id) throws IOException {
        Optional<BlobUpload> present = this.blobs.resume(id);
        if (present.isPresent()) {
            return present.get();
        }
        try {
            return this.blobs.begin(id);
        }
        catch (FileAlreadyExistsException ex) {
            // Another chunk of it has come at the same time.
            return this.blobs.resume(id).orElseThrow(() -> ex);
        }
    }

    /** When an upload expires of which a byte has just come. */
    public Instant expiry(UploadKind kind) {
        return expiry(kind, this.clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Sets the title of an upload that was opened before it was known. */
    public void retitle(String id, String title) {
        String clean = title(title);
        if (clean != null) {
            this.store.setTitle(id, clean);
        }
    }

    /**
     * Ends the intake of an upload: its file is looked at next. To be called under the
     * upload's lock, when every byte is durable.
     */
    public void complete(String id, long size) {
        if (this.store.complete(id, size, this.traces.current())) {
            this.events.publishEvent(new UploadReceivedEvent(id));
        }
    }

    /**
     * Gives an upload up and deletes its bytes; one that has ended without being kept is
     * left as it is.
     * @throws ProblemException 409 when it was handed over, 423 when it is in use
     */
    public void abort(UploadSession session) throws IOException {
        Hold hold = this.locks.exclusive(session.id(), ABORT_WAIT)
            .orElseThrow(() -> new ProblemException(UploadProblems.LOCKED, "Bytes are being written to this upload.")
                .retryAfter(ABORT_WAIT));
        try (hold) {
            if (this.store.abort(session.id())) {
                log.info("Gave up upload {}", session.id());
                deleteBytes(session.id());
            }
            else if (reload(session).state() == UploadState.STORED) {
                throw new ProblemException(UploadProblems.HANDED_OVER, "Delete the content that it belongs to.");
            }
        }
    }

    /** Deletes the bytes of an upload that has ended; under its lock. */
    public void deleteBytes(String id) throws IOException {
        Optional<BlobUpload> staged = this.blobs.resume(id);
        if (staged.isPresent()) {
            staged.get().discard();
        }
        this.blobs.delete(MediaKeys.source(id));
        this.store.markDeleted(id);
    }

    private Optional<UploadSession> find(String id) {
        return RandomIds.isId(id) ? this.store.find(id) : Optional.empty();
    }

    private Instant expiry(UploadKind kind, Instant now) {
        return now.plus((kind == UploadKind.FORM) ? this.properties.formExpiry() : this.properties.expiry());
    }

    private static @Nullable String partsHash(NewUpload wanted) {
        return wanted.parts().isEmpty() ? null : Sha256.hex(String.join(" ", wanted.parts()));
    }

    private static @Nullable String lowerCase(@Nullable String hex) {
        return (hex != null) ? hex.toLowerCase(Locale.ROOT) : null;
    }

    private static @Nullable String title(@Nullable String raw) {
        String title = DisplayText.line(raw);
        if (title != null && title.length() > MAX_TITLE) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "A title has at most %d characters.".formatted(MAX_TITLE));
        }
        return title;
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such upload.");
    }

    /**
     * An upload that was asked for.
     *
     * @param session the upload
     * @param fresh whether this call opened it, rather than an earlier one with the same
     * key or the same parts
     */
    public record Opened(UploadSession session, boolean fresh) {
    }

}
