/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

import java.io.IOException;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.upload.ingest.RunningHash;
import dev.streamgate.upload.ingest.RunningHashes;
import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadStore;

/** Concatenates the partial uploads of a final upload. Thread-safe. */
@Component
class UploadConcatenation {

    private static final Logger log = LoggerFactory.getLogger(UploadConcatenation.class);

    private final BlobStore blobs;

    private final RunningHashes hashes;

    private final UploadStore store;

    private final UploadSessions sessions;

    private final UploadLimits limits;

    UploadConcatenation(BlobStore blobs, RunningHashes hashes, UploadStore store, UploadSessions sessions,
            UploadLimits limits) {
        this.blobs = blobs;
        this.hashes = hashes;
        this.store = store;
        this.sessions = sessions;
        this.limits = limits;
    }

    /**
     * Concatenates the parts; starts over if an earlier attempt was interrupted.
     * @return the staged file; empty if it is already published
     * @throws UploadRejectedException if a part no longer exists
     */
    Optional<BlobUpload> concatenate(UploadSession session) throws IOException, UploadRejectedException {
        if (this.blobs.exists(MediaKeys.source(session.id()))) {
            return Optional.empty();
        }
        BlobUpload target = this.sessions.stagedBytes(session.id());
        boolean complete = false;
        try {
            target.truncate(0);
            RunningHash hash = RunningHash.empty();
            for (String id : session.parts()) {
                try (BlobUpload part = this.blobs.resume(id)
                    .orElseThrow(() -> new UploadRejectedException("A partial upload no longer exists."))) {
                    requireSpace(part.size());
                    target.append(part, hash);
                }
            }
            this.hashes.put(session.id(), hash);
            complete = true;
            return Optional.of(target);
        }
        finally {
            if (!complete) {
                target.close();
            }
        }
    }

    /** While the disk lacks space, the concatenation is repeated later. */
    private void requireSpace(long bytes) throws IOException {
        try {
            this.limits.checkSpace(bytes);
        }
        catch (ProblemException ex) {
            throw new IOException("The disk has no space to join the parts", ex);
        }
    }

    /** Deletes the parts of a stored upload; parts that cannot be deleted expire. */
    void deleteParts(UploadSession session) {
        for (String id : session.parts()) {
            try {
                Optional<UploadSession> part = this.store.find(id);
                if (part.isPresent()) {
                    this.sessions.abort(part.get());
                }
            }
            catch (IOException | ProblemException ex) {
                log.warn("Cannot delete part {} of upload {}; it remains until it expires", id, session.id(), ex);
            }
        }
    }

}
