/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.expiry;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.upload.session.SessionLocks;
import dev.streamgate.upload.session.SessionLocks.Hold;
import dev.streamgate.upload.session.UploadStore;
import dev.streamgate.upload.session.UploadProperties;
import dev.streamgate.upload.session.UploadSessions;

/**
 * Ends uploads whose time is over, deletes bytes that a process left when it died, and
 * forgets what ended long ago. An upload that is being written to is left alone.
 */
@Component
public class ExpiredUploadCleaner {

    private static final Logger log = LoggerFactory.getLogger(ExpiredUploadCleaner.class);

    private static final int BATCH = 100;

    private final UploadStore store;

    private final UploadSessions sessions;

    private final SessionLocks locks;

    private final UploadProperties properties;

    ExpiredUploadCleaner(UploadStore store, UploadSessions sessions, SessionLocks locks, UploadProperties properties) {
        this.store = store;
        this.sessions = sessions;
        this.locks = locks;
        this.properties = properties;
    }

    /** Cleans up once. */
    @Scheduled(fixedDelayString = "${streamgate.upload.clean-every:1m}")
    public void clean() {
        this.store.expiring(BATCH).forEach((id) -> underLock(id, this::expire));
        this.store.withDeadBytes(BATCH).forEach((id) -> underLock(id, this.sessions::deleteBytes));
        int forgotten = this.store.forget(this.properties.retention());
        if (forgotten > 0) {
            log.info("Forgot {} uploads that had ended", forgotten);
        }
    }

    private void expire(String id) throws IOException {
        if (this.store.expire(id)) {
            log.info("Upload {} has expired", id);
            this.sessions.deleteBytes(id);
        }
    }

    private void underLock(String id, Work work) {
        Hold hold = this.locks.tryExclusive(id).orElse(null);
        if (hold == null) {
            return;
        }
        try (hold) {
            work.run(id);
        }
        catch (IOException ex) {
            log.warn("Upload {} could not be cleaned up; it is tried again", id, ex);
        }
    }

    /** What is done to one upload. */
    @FunctionalInterface
    private interface Work {

        void run(String id) throws IOException;

    }

}
