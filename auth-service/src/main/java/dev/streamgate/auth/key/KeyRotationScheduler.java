/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.time.Clock;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.audit.AuditJournal;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.hardening.audit.AuditUnavailableException;

/**
 * Reloads and rotates the signing keys periodically. Audits a scheduled rotation like one
 * by an administrator.
 */
@Component
class KeyRotationScheduler {

    private static final String CHECK_INTERVAL = "${streamgate.auth.keys.check-interval:1m}";

    private final SigningKeys keys;

    private final ObjectProvider<AuditJournal> journal;

    private final Clock clock;

    KeyRotationScheduler(SigningKeys keys, ObjectProvider<AuditJournal> journal, Clock clock) {
        this.keys = keys;
        this.journal = journal;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = CHECK_INTERVAL, initialDelayString = CHECK_INTERVAL)
    void check() {
        this.keys.maintain().ifPresent((key) -> this.journal.ifAvailable((journal) -> record(journal, key)));
    }

    private void record(AuditJournal journal, SigningKey key) {
        AuditRecord rotation = AuditRecord.of(this.clock.instant(), "auth.rotate-keys", "service:auth",
                "/.well-known/jwks.json", AuditRecord.SUCCESS,
                Map.of("kid", key.kid(), "signsFrom", key.signsFrom(), "cause", "schedule"));
        try {
            journal.recordDurably(rotation);
        }
        catch (AuditUnavailableException ex) {
            // The rotation has already taken place.
            journal.recordBestEffort(rotation);
        }
    }

}
