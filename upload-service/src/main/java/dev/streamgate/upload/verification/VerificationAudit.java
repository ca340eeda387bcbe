/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

import java.time.Clock;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.audit.AuditJournal;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.hardening.audit.AuditUnavailableException;
import dev.streamgate.upload.session.UploadSession;

/**
 * Audit events of verifications: one for a whole file, none for its chunks or appends.
 * Thread-safe.
 */
@Component
class VerificationAudit {

    private final ObjectProvider<AuditJournal> journal;

    private final Clock clock;

    VerificationAudit(ObjectProvider<AuditJournal> journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Checks that events can be recorded durably. */
    void requireWritable() {
        this.journal.ifAvailable(AuditJournal::requireWritable);
    }

    void stored(UploadSession session) {
        record("upload.store", session, AuditRecord.SUCCESS);
    }

    void rejected(UploadSession session) {
        record("upload.reject", session, AuditRecord.FAILURE);
    }

    private void record(String type, UploadSession session, String result) {
        AuditRecord event = AuditRecord.of(this.clock.instant(), type, session.owner(),
                "/api/v1/uploads/" + session.id(), result, Map.of("bytes", session.received(), "kind", session.kind()));
        this.journal.ifAvailable((available) -> {
            try {
                available.recordDurably(event);
            }
            catch (AuditUnavailableException ex) {
                // The change has already taken place.
                available.recordBestEffort(event);
            }
        });
    }

}
