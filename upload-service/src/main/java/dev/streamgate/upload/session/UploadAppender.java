/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.media.blob.ByteSink;
import dev.streamgate.upload.session.SessionLocks.Hold;

/**
 * Takes bytes that come in order, hashes them on their way to the disk, and acknowledges
 * what is durable. The file is the truth: whatever a request or this process died of, the
 * next call finds what the file holds. Safe for threads.
 */
@Component
public class UploadAppender {

    private static final Logger log = LoggerFactory.getLogger(UploadAppender.class);

    /**
     * What tus answers when a checksum does not match; HTTP itself has no such status.
     */
    private static final HttpStatusCode CHECKSUM_MISMATCH = HttpStatusCode.valueOf(460);

    private final UploadSessions sessions;

    private final UploadStore store;

    private final SessionLocks locks;

    private final RunningHashes hashes;

    private final UploadLimits bounds;

    private final RequestBodyMonitor bodies;

    UploadAppender(UploadSessions sessions, UploadStore store, SessionLocks locks, RunningHashes hashes,
            UploadLimits bounds, RequestBodyMonitor bodies) {
        this.sessions = sessions;
        this.store = store;
        this.locks = locks;
        this.hashes = hashes;
        this.bounds = bounds;
        this.bodies = bodies;
    }

    /**
     * Appends a request's body.
     * @param session the upload, of the caller
     * @param append what is appended
     * @return the offset after it, all of it durable
     * @throws ProblemException for everything that the protocol forbids
     * @throws IOException if the disk fails
     */
    public long append(UploadSession session, Append append) throws IOException {
        if (session.state() != UploadState.OPEN) {
            return repeatedEnd(session, append);
        }
        Hold hold = this.locks.tryExclusive(session.id())
            .orElseThrow(() -> new ProblemException(UploadProblems.LOCKED, "Wait until it has ended."));
        try (hold) {
            UploadSession present = this.sessions.reload(session);
            this.sessions.requireAlive(present);
            if (present.state() != UploadState.OPEN) {
                return repeatedEnd(present, append);
            }
            try (BlobUpload bytes = this.sessions.bytes(present.id())) {
                return append(present, bytes, append);
            }
        }
    }

    /**
     * Where the upload ends, as far as is durable. After a death of the process the file
     * may hold more than was acknowledged; that is kept.
     */
    public long offset(UploadSession session) throws IOException {
        if (session.state() != UploadState.OPEN) {
            return session.received();
        }
        Hold hold = this.locks.tryExclusive(session.id()).orElse(null);
        if (hold == null) {
            return session.received();
        }
        try (hold; BlobUpload bytes = this.sessions.bytes(session.id())) {
            UploadSession present = this.sessions.reload(session);
            if (present.state() != UploadState.OPEN) {
                return present.received();
            }
            long offset = settle(present, bytes);
            return present.isComplete() || present.size() == null || offset < present.size() ? offset
                    : acknowledge(present, offset, present.size());
        }
    }

    private long append(UploadSession session, BlobUpload bytes, Append append) throws IOException {
        long offset = settle(session, bytes);
        if (append.offset() != offset) {
            throw conflict(offset);
        }
        Long size = size(session, append.declaredSize(), offset);
        long room = ((size != null) ? size : this.bounds.maxSize()) - offset;
        if (append.length() > room) {
            throw beyond(size);
        }
        this.bounds.checkSpace(Math.max(append.length(), 0));
        if (size != null && session.size() == null) {
            this.store.setSize(session.id(), size);
        }
        Checksum checksum = append.checksum();
        if (checksum != null) {
            this.store.markUnverified(session.id(), offset);
        }
        write(session, bytes, append, room, size);
        return acknowledge(session, bytes.size(), size);
    }

    private long acknowledge(UploadSession session, long end, @Nullable Long size) {
        if (size != null && end == size && session.kind() == UploadKind.TUS) {
            this.sessions.complete(session.id(), end);
        }
        else {
            this.store.progress(session.id(), end, this.sessions.expiry(session.kind()));
        }
        return end;
    }

    private void write(UploadSession session, BlobUpload bytes, Append append, long room, @Nullable Long size)
            throws IOException {
        long offset = append.offset();
        RunningHash hash = this.hashes.takeAt(session.id(), offset);
        RunningHash before = (hash != null) ? hash.copy() : null;
        IncomingBytes body = this.bodies.watch(append.body());
        boolean whole = false;
        try {
            bytes.append(offset, body, room, sinks(hash, append.checksum()));
            boolean more = body.read() >= 0;
            whole = !more && (append.checksum() == null || append.checksum().matches());
            if (more) {
                throw beyond(size);
            }
            if (!whole) {
                throw checksumMismatch();
            }
        }
        catch (IOException ex) {
            whole = append.checksum() == null;
            if (whole) {
                this.store.progress(session.id(), bytes.size(), this.sessions.expiry(session.kind()));
            }
            throw body.explain(ex);
        }
        finally {
            if (!whole) {
                undo(session, bytes, offset, before);
            }
            else if (hash != null) {
                this.hashes.keep(session.id(), hash);
            }
        }
    }

    private void undo(UploadSession session, BlobUpload bytes, long offset, @Nullable RunningHash before)
            throws IOException {
        bytes.truncate(offset);
        if (before != null) {
            this.hashes.keep(session.id(), before);
        }
        this.store.progress(session.id(), offset, session.expiresAt());
    }

    /**
     * Makes file and row agree: bytes of a request whose checksum was never verified go,
     * all others stay and become durable.
     */
    private long settle(UploadSession session, BlobUpload bytes) throws IOException {
        long size = bytes.size();
        Long unverified = session.unverifiedFrom();
        long kept = (unverified != null) ? Math.min(unverified, size) : size;
        if (kept == session.received() && kept == size) {
            return kept;
        }
        if (kept < session.received()) {
            log.error("Upload {} has lost bytes: {} were acknowledged, {} are there", session.id(), session.received(),
                    kept);
        }
        bytes.truncate(kept);
        this.store.progress(session.id(), kept, session.expiresAt());
        return kept;
    }

    private @Nullable Long size(UploadSession session, @Nullable Long declared, long offset) {
        Long known = session.size();
        if (declared == null || declared.equals(known)) {
            return known;
        }
        if (known != null) {
            throw new ProblemException(ProblemType.BAD_REQUEST,
                    "Upload-Length was %d before and cannot change.".formatted(known));
        }
        this.bounds.checkSize(declared);
        if (declared < offset) {
            throw new ProblemException(ProblemType.BAD_REQUEST,
                    "Upload-Length is below the %d bytes that are there.".formatted(offset));
        }
        return declared;
    }

    /** The last request of a complete upload may be repeated: its reply may be lost. */
    private long repeatedEnd(UploadSession session, Append append) {
        if (append.offset() != session.received()) {
            throw conflict(session.received());
        }
        if (append.length() != 0) {
            throw beyond(session.size());
        }
        return session.received();
    }

    private static ByteSink sinks(@Nullable RunningHash hash, @Nullable Checksum checksum) {
        ByteSink first = (hash != null) ? hash : ByteSink.NONE;
        if (checksum == null) {
            return first;
        }
        return (bytes, offset, length) -> {
            first.accept(bytes, offset, length);
            checksum.accept(bytes, offset, length);
        };
    }

    private ProblemException beyond(@Nullable Long size) {
        return (size == null) ? this.bounds.tooLarge() : new ProblemException(UploadProblems.BEYOND_LENGTH,
                "The upload was said to have %d bytes; nothing of this request was kept.".formatted(size));
    }

    private static ProblemException conflict(long offset) {
        return new ProblemException(UploadProblems.OFFSET_CONFLICT, "The upload ends at offset %d.".formatted(offset))
            .with("offset", offset)
            .header("Upload-Offset", Long.toString(offset));
    }

    private static ErrorResponseException checksumMismatch() {
        ProblemDetail problem = ProblemDetails.of(UploadProblems.CHECKSUM_MISMATCH,
                "The bytes do not have the Upload-Checksum; none of them was kept.");
        problem.setStatus(CHECKSUM_MISMATCH.value());
        return new ErrorResponseException(CHECKSUM_MISMATCH, problem, null);
    }

    /**
     * A request that appends.
     *
     * @param offset where the client believes the upload to end
     * @param body the bytes
     * @param length how many bytes there are; -1 when the request does not say
     * @param declaredSize how many bytes the whole upload has, if the request says so
     * @param checksum what the bytes must hash to
     */
    public record Append(long offset, InputStream body, long length, @Nullable Long declaredSize,
            @Nullable Checksum checksum) {
    }

}
