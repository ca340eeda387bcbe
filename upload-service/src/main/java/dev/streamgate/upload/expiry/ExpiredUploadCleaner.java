/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.expiry;

import java.io.IOException;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.upload.session.SessionLocks;
import dev.streamgate.upload.session.SessionLocks.Hold;
import dev.streamgate.upload.session.UploadProperties;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadStore;

/**
 * Expires uploads, deletes bytes that crashed processes left behind, and deletes rows
 * past their retention, a batch of each at a time. Skips locked uploads.
 */
@Component
public class ExpiredUploadCleaner {

    private static final Logger log = LoggerFactory.getLogger(ExpiredUploadCleaner.class);

    private static final int BATCH_SIZE = 100;

    private static final Duration SOURCE_CHECK_INTERVAL = Duration.ofHours(6);

    /** For clients that repeat a request whose response was lost. */
    private static final Duration CHUNK_RETENTION = Duration.ofDays(1);

    private final UploadStore store;

    private final UploadSessions sessions;

    private final SessionLocks locks;

    private final UploadProperties properties;

    private final UploadRetention retention;

    private final BlobStore blobs;

    ExpiredUploadCleaner(UploadStore store, UploadSessions sessions, SessionLocks locks, UploadProperties properties,
            UploadRetention retention, BlobStore blobs) {
        this.store = store;
        this.retention = retention;
        this.blobs = blobs;
        this.sessions = sessions;
        this.locks = locks;
        this.properties = properties;
    }

    /** Runs one cleanup. */
    @Scheduled(fixedDelayString = "${streamgate.upload.cleanup-interval:1m}")
    public void clean() {
        this.store.findExpired(BATCH_SIZE).forEach((id) -> runLocked(id, this::expire));
        this.store.findUndeletedBytes(this.properties.rejectedRetention(), BATCH_SIZE)
            .forEach((id) -> runLocked(id, this.sessions::deleteBytes));
        this.retention.takeUnchecked(SOURCE_CHECK_INTERVAL, BATCH_SIZE).forEach(this::checkSource);
        this.retention.deleteChunks(CHUNK_RETENTION, BATCH_SIZE);
        int deleted = this.retention.deleteEnded(this.properties.retention(), BATCH_SIZE * 10);
        if (deleted > 0) {
            log.info("Deleted the rows of {} ended uploads", deleted);
        }
    }

    /** The worker deletes the source with its content. */
    private void checkSource(String id) {
        try {
            if (!this.blobs.exists(MediaKeys.source(id))) {
                this.store.markBytesDeleted(id);
            }
        }
        catch (IOException ex) {
            log.debug("Whether the source of upload {} exists is not known", id, ex);
        }
    }

    private void expire(String id) throws IOException {
        if (this.store.expire(id)) {
            log.info("Upload {} expired", id);
            this.sessions.deleteBytes(id);
        }
    }

    private void runLocked(String id, Action action) {
        Hold hold = this.locks.tryExclusive(id).orElse(null);
        if (hold == null) {
            return;
        }
        try (hold) {
            action.run(id);
        }
        catch (IOException ex) {
            log.warn("Cleanup of upload {} failed; the next run repeats it", id, ex);
        }
    }

    /** An action on one upload. */
    @FunctionalInterface
    private interface Action {

        void run(String id) throws IOException;

    }

}
