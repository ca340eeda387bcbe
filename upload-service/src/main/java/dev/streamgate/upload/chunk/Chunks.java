/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.chunk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.media.blob.ByteSink;
import dev.streamgate.upload.ingest.MonitoredBody;
import dev.streamgate.upload.ingest.RunningHash;
import dev.streamgate.upload.session.SessionLocks;
import dev.streamgate.upload.session.SessionLocks.Hold;
import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadProperties;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/**
 * Accepts chunks in any order and any number of times. An acknowledged chunk is never
 * overwritten: a repetition is only compared with its hash, so a faulty one cannot damage
 * the file. Thread-safe.
 */
@Component
class Chunks {

    private static final ProblemType DIGEST_MISMATCH = ProblemType.of("digest-mismatch", HttpStatus.BAD_REQUEST,
            "The bytes do not match Content-Digest");

    private static final ProblemType CHUNK_CONFLICT = ProblemType.of("chunk-conflict", HttpStatus.CONFLICT,
            "The chunk was received with other bytes");

    /** Missing chunks listed in a reply; a client that lacks more sends these first. */
    private static final int MAX_LISTED = 100;

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private final UploadSessions sessions;

    private final SessionLocks locks;

    private final ChunkStore store;

    private final UploadProperties properties;

    private final UploadLimits limits;

    Chunks(UploadSessions sessions, SessionLocks locks, ChunkStore store, UploadProperties properties,
            UploadLimits limits) {
        this.sessions = sessions;
        this.locks = locks;
        this.store = store;
        this.properties = properties;
        this.limits = limits;
    }

    /**
     * Receives a chunk.
     * @param session the upload, owned by the caller
     * @param number number of the chunk, from 0
     * @param body its bytes
     * @param length bytes of the body; -1 if unknown
     * @param expected hash as declared by the client: SHA-256, 64 hex digits
     * @throws ProblemException if number, length or hash do not match
     * @throws IOException if the disk fails or the client disconnects
     */
    void put(UploadSession session, int number, InputStream body, long length, @Nullable String expected)
            throws IOException {
        ChunkLayout layout = layout(session);
        if (number < 0 || number >= layout.count()) {
            throw new ProblemException(ProblemType.NOT_FOUND,
                    "Chunks are numbered from 0 to %d.".formatted(layout.count() - 1));
        }
        if (length >= 0 && length != layout.length(number)) {
            throw wrongLength(layout, number);
        }
        Hold upload = this.locks.shared(session.id(), LOCK_TIMEOUT).orElseThrow(Chunks::locked);
        try (upload) {
            Hold chunk = this.locks.exclusive(session.id() + "/" + number, LOCK_TIMEOUT).orElseThrow(Chunks::locked);
            try (chunk) {
                put(layout, number, this.sessions.reload(session),
                        new MonitoredBody(body, (read) -> this.limits.checkSpace(0), this.properties), expected);
            }
        }
    }

    /**
     * Completes the upload after its last chunk; repeating it has no effect.
     * @throws ProblemException 409 with {@code missing} if chunks are missing
     */
    void complete(UploadSession session) {
        Hold hold = this.locks.exclusive(session.id(), LOCK_TIMEOUT).orElseThrow(Chunks::locked);
        try (hold) {
            UploadSession current = this.sessions.reload(session);
            this.sessions.requireActive(current);
            if (current.state() != UploadState.OPEN) {
                return;
            }
            ChunkLayout layout = layout(current);
            List<Integer> missing = this.store.findMissing(current.id(), layout.count(), MAX_LISTED + 1);
            if (!missing.isEmpty()) {
                throw new ProblemException(UploadProblems.INCOMPLETE, "Send the missing chunks.")
                    .with("missing", missing.subList(0, Math.min(MAX_LISTED, missing.size())))
                    .with("more", missing.size() > MAX_LISTED);
            }
            this.sessions.complete(current.id(), layout.size());
        }
    }

    private void put(ChunkLayout layout, int number, UploadSession session, MonitoredBody body,
            @Nullable String expected) throws IOException {
        this.sessions.requireActive(session);
        Optional<String> received = this.store.findSha256(session.id(), number);
        if (session.state() != UploadState.OPEN && received.isEmpty()) {
            throw new ProblemException(UploadProblems.NOT_OPEN, "The upload is complete.");
        }
        try {
            if (received.isPresent()) {
                compare(layout, number, body, received.get(), expected);
            }
            else {
                write(layout, number, session, body, expected);
            }
        }
        catch (IOException ex) {
            throw body.translate(ex);
        }
    }

    private void write(ChunkLayout layout, int number, UploadSession session, MonitoredBody body,
            @Nullable String expected) throws IOException {
        long length = layout.length(number);
        this.limits.checkSpace(length);
        RunningHash hash = RunningHash.empty();
        try (BlobUpload bytes = this.sessions.stagedBytes(session.id())) {
            try {
                bytes.writeAt(layout.offset(number), body, length, hash);
            }
            catch (EOFException ex) {
                if (body.isInterrupted()) {
                    throw ex;
                }
                throw wrongLength(layout, number);
            }
        }
        if (body.read() >= 0) {
            throw wrongLength(layout, number);
        }
        String sha256 = hash.finish();
        checkDigest(sha256, expected);
        this.store.add(session, number, sha256, length);
    }

    private static void compare(ChunkLayout layout, int number, MonitoredBody body, String received,
            @Nullable String expected) throws IOException {
        RunningHash hash = RunningHash.empty();
        drain(body, layout.length(number), hash);
        if (hash.position() != layout.length(number) || body.read() >= 0) {
            throw wrongLength(layout, number);
        }
        String sha256 = hash.finish();
        checkDigest(sha256, expected);
        if (!sha256.equals(received)) {
            throw new ProblemException(CHUNK_CONFLICT, "The bytes that were acknowledged first are kept.");
        }
    }

    private static void drain(InputStream body, long limit, ByteSink sink) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = limit;
        while (left > 0) {
            int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return;
            }
            sink.accept(buffer, 0, read);
            left -= read;
        }
    }

    private static void checkDigest(String sha256, @Nullable String expected) {
        if (expected != null && !expected.equals(sha256)) {
            throw new ProblemException(DIGEST_MISMATCH, "The chunk was discarded. Send it again.");
        }
    }

    private static ChunkLayout layout(UploadSession session) {
        Long size = session.size();
        Integer chunkSize = session.chunkSize();
        if (size == null || chunkSize == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "This upload has no chunks.");
        }
        return new ChunkLayout(size, chunkSize);
    }

    private static ProblemException wrongLength(ChunkLayout layout, int number) {
        return new ProblemException(ProblemType.BAD_REQUEST,
                "Chunk %d has %d bytes.".formatted(number, layout.length(number)));
    }

    private static ProblemException locked() {
        return UploadProblems.locked(Duration.ofSeconds(1));
    }

}
