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
 * Looks after the signing keys from time to time. A rotation that is due is recorded as
 * one that an admin asks for.
 */
@Component
class KeyMaintenance {

    private static final String CHECK_EVERY = "${streamgate.auth.keys.check-every:1m}";

    private final SigningKeys keys;

    private final ObjectProvider<AuditJournal> journal;

    private final Clock clock;

    KeyMaintenance(SigningKeys keys, ObjectProvider<AuditJournal> journal, Clock clock) {
        this.keys = keys;
        this.journal = journal;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = CHECK_EVERY, initialDelayString = CHECK_EVERY)
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
            // It has been done by now: kept as soon as can be.
            journal.recordBestEffort(rotation);
        }
    }

}
