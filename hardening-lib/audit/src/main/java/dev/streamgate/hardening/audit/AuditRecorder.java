/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Clock;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.util.ClassUtils;

/** Records the outcome of audited methods. Thread-safe. */
final class AuditRecorder {

    private static final Logger log = LoggerFactory.getLogger(AuditRecorder.class);

    private static final boolean SECURITY_PRESENT = ClassUtils.isPresent(
            "org.springframework.security.core.context.SecurityContextHolder", AuditRecorder.class.getClassLoader());

    private static final String[] CORRELATION = { "requestId", "traceId" };

    private final AuditJournal journal;

    private final Clock clock;

    private final FailureLog rejections;

    AuditRecorder(AuditJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        this.rejections = new FailureLog(log, journal.getClass().getSimpleName(), clock);
    }

    /** Fails if events cannot be written, before the operation starts. */
    void requireWritable() {
        try {
            this.journal.requireWritable();
        }
        catch (AuditUnavailableException ex) {
            if (!(this.journal instanceof FileAuditJournal)) {
                // The file journal reports its failures itself.
                this.rejections.failed((ex.getCause() instanceof Exception cause) ? cause : ex, 1);
            }
            throw ex;
        }
    }

    /**
     * Records an event durably. If that fails, the operation is complete although its
     * caller receives an error, so the event is queued without the status of a response
     * that is not sent.
     * @throws AuditUnavailableException if the event is not durable
     */
    void record(String type, String actor, String resource, String result, Map<String, Object> details) {
        AuditRecord event = AuditRecord.of(this.clock.instant(), type, actor, resource, result, details);
        try {
            this.journal.recordDurably(event);
        }
        catch (AuditUnavailableException ex) {
            if (details.remove("status") != null) {
                details.put("acknowledged", false);
                event = AuditRecord.of(event.timestamp(), type, actor, resource, result, details);
            }
            this.journal.recordBestEffort(event);
            throw ex;
        }
    }

    /** Records, at best effort, that a user signed in interactively. */
    void recordSignIn(String name, String path) {
        this.journal.recordBestEffort(AuditRecord.of(this.clock.instant(), "AUTHENTICATION_SUCCESS", name, path,
                AuditRecord.SUCCESS, Map.of()));
    }

    /** The authenticated caller of this thread, or the given actor without one. */
    static String actor(String otherwise) {
        if (!SECURITY_PRESENT) {
            return otherwise;
        }
        String name = CurrentActor.name();
        return name.equals(AuditRecord.ANONYMOUS) ? otherwise : name;
    }

    /** Whether the exception says that the caller may not do this. */
    static boolean isDenial(Throwable failure) {
        return SECURITY_PRESENT && CurrentActor.status(failure) != 500;
    }

    /** Adds the ids with which logs and traces of this thread are found. */
    static void correlate(Map<String, Object> details) {
        for (String id : CORRELATION) {
            String value = MDC.get(id);
            if (value != null) {
                details.put(id, value);
            }
        }
    }

}
