/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.upload.session.SessionLocks;
import dev.streamgate.upload.session.SessionLocks.Hold;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadProperties;
import dev.streamgate.upload.session.UploadQuotas;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadStore;

/**
 * Appends bytes that arrive in order and acknowledges what is durable. The file is
 * authoritative: after any failure of a request or of the process, the next request
 * continues at the end of the file. Thread-safe.
 */
@Component
public class UploadAppender {

    private final UploadSessions sessions;

    private final UploadStore store;

    private final SessionLocks locks;

    private final RunningHashes hashes;

    private final UploadLimits limits;

    private final UploadQuotas quotas;

    private final UploadProperties properties;

    UploadAppender(UploadSessions sessions, UploadStore store, SessionLocks locks, RunningHashes hashes,
            UploadLimits limits, UploadQuotas quotas, UploadProperties properties) {
        this.sessions = sessions;
        this.store = store;
        this.locks = locks;
        this.hashes = hashes;
        this.limits = limits;
        this.quotas = quotas;
        this.properties = properties;
    }

    /**
     * Appends a request body.
     * @param session the upload, owned by the caller
     * @param append the request
     * @return the new offset; all bytes before it are durable
     * @throws ProblemException if the protocol forbids the request
     * @throws IOException if the disk fails or the client disconnects
     */
    public long append(UploadSession session, Append append) throws IOException {
        if (session.state() != UploadState.OPEN) {
            return repeatLastAppend(session, append);
        }
        Hold hold = this.locks.tryExclusive(session.id())
            .orElseThrow(() -> new ProblemException(UploadProblems.LOCKED, "Retry after the other request has ended."));
        try (hold) {
            UploadSession current = this.sessions.reload(session);
            this.sessions.requireActive(current);
            if (current.state() != UploadState.OPEN) {
                return repeatLastAppend(current, append);
            }
            try (StagedUpload upload = stage(current)) {
                return append(upload, append);
            }
        }
    }

    /**
     * The current offset. After a crash the file may hold more bytes than were
     * acknowledged; they are kept. Completes the upload if they are all of it.
     * @throws IOException if the disk fails
     */
    public long offset(UploadSession session) throws IOException {
        if (session.state() != UploadState.OPEN) {
            return session.received();
        }
        Hold hold = this.locks.tryExclusive(session.id()).orElse(null);
        if (hold == null) {
            return session.received();
        }
        try (hold) {
            UploadSession current = this.sessions.reload(session);
            if (current.state() != UploadState.OPEN) {
                return current.received();
            }
            try (StagedUpload upload = stage(current)) {
                return reconcile(upload);
            }
        }
    }

    /**
     * Completes an upload that has all its bytes, since its completion may have failed.
     */
    private static long reconcile(StagedUpload upload) throws IOException {
        UploadSession session = upload.session();
        long offset = upload.reconcile();
        boolean open = session.kind() == UploadKind.TUS || !session.isComplete();
        boolean complete = session.size() != null && offset >= session.size();
        return (open && complete) ? upload.acknowledge(session.size()) : offset;
    }

    private long append(StagedUpload upload, Append append) throws IOException {
        long offset = reconcile(upload);
        if (append.offset() != offset) {
            throw conflict(offset);
        }
        Long size = size(upload.session(), append.declaredSize(), offset);
        long remaining = ((size != null) ? size : this.limits.maxSize()) - offset;
        if (append.length() > remaining) {
            throw lengthExceeded(size);
        }
        UploadSession session = upload.session();
        if (session.size() == null) {
            this.quotas.announce(session, (size != null) ? size : offset + announcement(append));
            if (size != null) {
                this.store.setSize(session.id(), size);
            }
        }
        this.limits.checkSpace(Math.max(append.length(), 0));
        MonitoredBody body = new MonitoredBody(append.body(),
                (size != null) ? (read) -> this.limits.checkSpace(0) : (read) -> announce(session, offset + read),
                this.properties);
        if (!upload.write(offset, body, remaining, append.checksum())) {
            throw lengthExceeded(size);
        }
        return upload.acknowledge(size);
    }

    /** Bytes that a request of unknown length may receive before it asks for more. */
    private static long announcement(Append append) {
        return (append.length() >= 0) ? append.length() : MonitoredBody.CHECK_INTERVAL;
    }

    private void announce(UploadSession session, long received) throws IOException {
        this.limits.checkSpace(0);
        this.quotas.announce(session, received + MonitoredBody.CHECK_INTERVAL);
    }

    private StagedUpload stage(UploadSession session) throws IOException {
        return new StagedUpload(session, this.sessions.stagedBytes(session.id()), this.sessions, this.store,
                this.hashes);
    }

    private @Nullable Long size(UploadSession session, @Nullable Long declared, long offset) {
        Long known = session.size();
        if (declared == null || declared.equals(known)) {
            return known;
        }
        if (known != null) {
            throw new ProblemException(ProblemType.BAD_REQUEST,
                    "Upload-Length is %d and cannot change.".formatted(known));
        }
        this.limits.checkSize(declared);
        if (declared < offset) {
            throw new ProblemException(ProblemType.BAD_REQUEST,
                    "Upload-Length is less than the current offset, %d.".formatted(offset));
        }
        return declared;
    }

    /** Accepts a repetition of the last append, whose response may have been lost. */
    private long repeatLastAppend(UploadSession session, Append append) {
        if (append.offset() != session.received()) {
            throw conflict(session.received());
        }
        if (append.length() != 0) {
            throw lengthExceeded(session.size());
        }
        return session.received();
    }

    private ProblemException lengthExceeded(@Nullable Long size) {
        if (size == null) {
            return this.limits.tooLarge();
        }
        return new ProblemException(UploadProblems.LENGTH_EXCEEDED,
                "The declared length is %d bytes; the bytes of this request were discarded.".formatted(size));
    }

    private static ProblemException conflict(long offset) {
        return new ProblemException(UploadProblems.OFFSET_CONFLICT, "The current offset is %d.".formatted(offset))
            .with("offset", offset)
            .header("Upload-Offset", Long.toString(offset));
    }

    /**
     * A request that appends bytes.
     *
     * @param offset the offset of the upload as the client knows it
     * @param body the bytes
     * @param length bytes of the body; -1 if unknown
     * @param declaredSize bytes of the whole upload; {@code null} if the request does not
     * declare it
     * @param checksum expected hash of the body
     */
    public record Append(long offset, InputStream body, long length, @Nullable Long declaredSize,
            @Nullable Checksum checksum) {
    }

}
