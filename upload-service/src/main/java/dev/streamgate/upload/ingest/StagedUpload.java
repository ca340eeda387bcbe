/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.SyncFailedException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.media.blob.ByteSink;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadStore;

/**
 * The staged file of one upload together with its row. Requires the lock of the upload.
 * Not thread-safe.
 */
final class StagedUpload implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(StagedUpload.class);

    /** The status of tus for a checksum mismatch; HTTP does not define it. */
    private static final HttpStatusCode CHECKSUM_MISMATCH = HttpStatusCode.valueOf(460);

    private final UploadSession session;

    private final BlobUpload bytes;

    private final UploadSessions sessions;

    private final UploadStore store;

    private final RunningHashes hashes;

    StagedUpload(UploadSession session, BlobUpload bytes, UploadSessions sessions, UploadStore store,
            RunningHashes hashes) {
        this.session = session;
        this.bytes = bytes;
        this.sessions = sessions;
        this.store = store;
        this.hashes = hashes;
    }

    /** The row as it was read under the lock. */
    UploadSession session() {
        return this.session;
    }

    /**
     * Reconciles file and row after a crash: discards bytes of a request whose checksum
     * was not verified, keeps all others and makes them durable.
     * @return the offset
     */
    long reconcile() throws IOException {
        long size = this.bytes.size();
        Long unverified = this.session.unverifiedFrom();
        long kept = (unverified != null) ? Math.min(unverified, size) : size;
        if (kept == this.session.received() && kept == size) {
            return kept;
        }
        if (kept < this.session.received()) {
            log.error("Upload {} lost bytes: {} acknowledged, {} in the file", this.session.id(),
                    this.session.received(), kept);
        }
        this.bytes.truncate(kept);
        this.store.setReceived(this.session.id(), kept, this.session.expiresAt());
        return kept;
    }

    /**
     * Writes a request body. Bytes that a client sent before it disconnected are kept
     * unless the request has a checksum; in all other failures the file is restored.
     * @param remaining maximum number of bytes
     * @return false if the body is longer; none of it is kept
     * @throws ErrorResponseException 460 if the checksum does not match
     */
    boolean write(long offset, MonitoredBody body, long remaining, @Nullable Checksum checksum) throws IOException {
        if (checksum != null) {
            this.store.markUnverified(this.session.id(), offset);
        }
        RunningHash hash = this.hashes.takeAt(this.session.id(), offset);
        RunningHash before = (hash != null) ? hash.copy() : null;
        boolean keep = false;
        try {
            this.bytes.append(offset, body, remaining, sinks(hash, checksum));
            if (body.read() >= 0) {
                return false;
            }
            keep = checksum == null || checksum.matches();
            if (!keep) {
                throw checksumMismatch();
            }
            return true;
        }
        catch (IOException ex) {
            // Bytes of a failed sync may still be in the file, but not on the disk.
            keep = checksum == null && !(ex instanceof SyncFailedException);
            if (keep) {
                setReceived(this.bytes.size());
            }
            throw body.translate(ex);
        }
        finally {
            if (!keep) {
                restore(offset, before);
            }
            else if (hash != null) {
                this.hashes.put(this.session.id(), hash);
            }
        }
    }

    /**
     * Records the durable bytes, and completes a tus upload that has all of them.
     * @param size bytes of the whole upload, if known
     * @return the offset
     */
    long acknowledge(@Nullable Long size) throws IOException {
        long end = this.bytes.size();
        if (size != null && end == size && this.session.kind() == UploadKind.TUS) {
            this.sessions.complete(this.session.id(), end);
        }
        else {
            setReceived(end);
        }
        return end;
    }

    @Override
    public void close() throws IOException {
        this.bytes.close();
    }

    private void setReceived(long received) {
        this.store.setReceived(this.session.id(), received, this.sessions.expiry(this.session.kind()));
    }

    private void restore(long offset, @Nullable RunningHash hash) throws IOException {
        try {
            this.bytes.truncate(offset);
        }
        catch (IOException ex) {
            this.store.markUnverified(this.session.id(), offset);
            throw ex;
        }
        if (hash != null) {
            this.hashes.put(this.session.id(), hash);
        }
        this.store.setReceived(this.session.id(), offset, this.session.expiresAt());
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

    private static ErrorResponseException checksumMismatch() {
        ProblemDetail problem = ProblemDetails.of(UploadProblems.CHECKSUM_MISMATCH,
                "The bytes of this request were discarded. Send them again.");
        problem.setStatus(CHECKSUM_MISMATCH.value());
        return new ErrorResponseException(CHECKSUM_MISMATCH, problem, null);
    }

}
