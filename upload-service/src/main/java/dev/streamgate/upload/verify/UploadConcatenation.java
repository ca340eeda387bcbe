/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verify;

import java.io.IOException;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.upload.session.RunningHash;
import dev.streamgate.upload.session.RunningHashes;
import dev.streamgate.upload.session.UploadStore;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/** The partial uploads that a final one is put together of. */
@Component
class UploadConcatenation {

    private static final Logger log = LoggerFactory.getLogger(UploadConcatenation.class);

    private final BlobStore blobs;

    private final RunningHashes hashes;

    private final UploadStore store;

    private final UploadSessions sessions;

    UploadConcatenation(BlobStore blobs, RunningHashes hashes, UploadStore store, UploadSessions sessions) {
        this.blobs = blobs;
        this.hashes = hashes;
        this.store = store;
        this.sessions = sessions;
    }

    /**
     * Joins the bytes, from the beginning when that was broken off; empty when they are
     * already published.
     * @throws UploadRejectedException if a part is gone
     */
    Optional<BlobUpload> join(UploadSession session) throws IOException, UploadRejectedException {
        if (session.sha256() != null && this.blobs.exists(MediaKeys.source(session.id()))) {
            return Optional.empty();
        }
        BlobUpload whole = this.sessions.bytes(session.id());
        boolean joined = false;
        try {
            whole.truncate(0);
            RunningHash hash = RunningHash.empty();
            for (String id : session.parts()) {
                try (BlobUpload part = this.blobs.resume(id)
                    .orElseThrow(() -> new UploadRejectedException("A part is gone."))) {
                    whole.append(part, hash);
                }
            }
            this.hashes.keep(session.id(), hash);
            joined = true;
            return Optional.of(whole);
        }
        finally {
            if (!joined) {
                whole.close();
            }
        }
    }

    /** Deletes the parts of an upload that is stored; what fails is left to expire. */
    void delete(UploadSession session) {
        for (String id : session.parts()) {
            try {
                var part = this.store.find(id);
                if (part.isPresent()) {
                    this.sessions.abort(part.get());
                }
            }
            catch (IOException | ProblemException ex) {
                log.warn("Part {} of upload {} stays until it expires", id, session.id(), ex);
            }
        }
    }

}
