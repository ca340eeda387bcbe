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
import dev.streamgate.upload.session.RequestBodyMonitor;
import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.IncomingBytes;
import dev.streamgate.upload.session.RunningHash;
import dev.streamgate.upload.session.SessionLocks;
import dev.streamgate.upload.session.SessionLocks.Hold;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/**
 * Takes chunks in any order and any number of times. A chunk that was acknowledged is
 * never written again: a repetition is compared with it, so nothing that goes wrong with
 * one can harm what is there. Safe for threads.
 */
@Component
class Chunks {

    private static final ProblemType DIGEST_MISMATCH = ProblemType.of("digest-mismatch", HttpStatus.BAD_REQUEST,
            "The bytes do not have the Content-Digest");

    private static final ProblemType CHUNK_DIFFERS = ProblemType.of("chunk-differs", HttpStatus.CONFLICT,
            "The chunk was sent before with other bytes");

    /** So many missing chunks are named; a client that lacks more sends those first. */
    private static final int MAX_NAMED = 100;

    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    private final UploadSessions sessions;

    private final SessionLocks locks;

    private final ChunkStore store;

    private final RequestBodyMonitor bodies;

    private final UploadLimits bounds;

    Chunks(UploadSessions sessions, SessionLocks locks, ChunkStore store, RequestBodyMonitor bodies,
            UploadLimits bounds) {
        this.sessions = sessions;
        this.locks = locks;
        this.store = store;
        this.bodies = bodies;
        this.bounds = bounds;
    }

    /**
     * Takes a chunk in.
     * @param session the upload, of the caller
     * @param number which chunk, from 0
     * @param body its bytes
     * @param length how many the request says there are; -1 when it does not
     * @param expected their SHA-256, if the client says it
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
        Hold upload = this.locks.shared(session.id(), LOCK_WAIT).orElseThrow(Chunks::busy);
        try (upload) {
            Hold chunk = this.locks.exclusive(session.id() + "/" + number, LOCK_WAIT).orElseThrow(Chunks::busy);
            try (chunk) {
                put(layout, number, this.sessions.reload(session), this.bodies.watch(body), expected);
            }
        }
    }

    /**
     * Says that every chunk was sent.
     * @throws ProblemException 409 with {@code missing} when they are not all there
     */
    void complete(UploadSession session) {
        Hold hold = this.locks.exclusive(session.id(), LOCK_WAIT).orElseThrow(Chunks::busy);
        try (hold) {
            UploadSession present = this.sessions.reload(session);
            this.sessions.requireAlive(present);
            if (present.state() != UploadState.OPEN) {
                return;
            }
            ChunkLayout layout = layout(present);
            List<Integer> missing = this.store.missing(present.id(), layout.count(), MAX_NAMED + 1);
            if (!missing.isEmpty()) {
                throw new ProblemException(UploadProblems.INCOMPLETE, "Chunks are missing.")
                    .with("missing", missing.subList(0, Math.min(MAX_NAMED, missing.size())))
                    .with("more", missing.size() > MAX_NAMED);
            }
            this.sessions.complete(present.id(), layout.size());
        }
    }

    private void put(ChunkLayout layout, int number, UploadSession session, IncomingBytes body,
            @Nullable String expected) throws IOException {
        this.sessions.requireAlive(session);
        Optional<String> there = this.store.sha256(session.id(), number);
        if (session.state() != UploadState.OPEN && there.isEmpty()) {
            throw new ProblemException(UploadProblems.NOT_OPEN, "It is complete.");
        }
        try {
            if (there.isPresent()) {
                compare(layout, number, body, there.get(), expected);
            }
            else {
                write(layout, number, session, body, expected);
            }
        }
        catch (IOException ex) {
            throw body.explain(ex);
        }
    }

    private void write(ChunkLayout layout, int number, UploadSession session, IncomingBytes body,
            @Nullable String expected) throws IOException {
        long length = layout.length(number);
        this.bounds.checkSpace(length);
        RunningHash hash = RunningHash.empty();
        try (BlobUpload bytes = this.sessions.bytes(session.id())) {
            try {
                bytes.writeAt(layout.offset(number), body, length, hash);
            }
            catch (EOFException ex) {
                if (body.isBroken()) {
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

    private static void compare(ChunkLayout layout, int number, IncomingBytes body, String there,
            @Nullable String expected) throws IOException {
        RunningHash hash = RunningHash.empty();
        drain(body, layout.length(number), hash);
        if (hash.position() != layout.length(number) || body.read() >= 0) {
            throw wrongLength(layout, number);
        }
        String sha256 = hash.finish();
        checkDigest(sha256, expected);
        if (!sha256.equals(there)) {
            throw new ProblemException(CHUNK_DIFFERS, "The bytes that were acknowledged first are kept.");
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
            throw new ProblemException(DIGEST_MISMATCH, "None of the bytes was kept.");
        }
    }

    private static ChunkLayout layout(UploadSession session) {
        Long size = session.size();
        Integer chunkSize = session.chunkSize();
        if (size == null || chunkSize == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "This upload does not come in chunks.");
        }
        return new ChunkLayout(size, chunkSize);
    }

    private static ProblemException wrongLength(ChunkLayout layout, int number) {
        return new ProblemException(ProblemType.BAD_REQUEST,
                "Chunk %d has %d bytes.".formatted(number, layout.length(number)));
    }

    private static ProblemException busy() {
        return new ProblemException(UploadProblems.LOCKED, "Wait until it has ended.")
            .retryAfter(Duration.ofSeconds(1));
    }

}
