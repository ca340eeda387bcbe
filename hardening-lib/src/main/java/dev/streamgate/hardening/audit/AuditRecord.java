/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;
import java.util.Map;

/**
 * One event of the journal. What may not stand there (secrets, endless texts) has been
 * taken out when it was made. Immutable.
 *
 * @param id unique in the suite
 * @param timestamp when it happened
 * @param type what was acted on, a dot, and the action, for instance
 * {@code upload.complete}
 * @param actor a user's id, {@code service:<name>}, or {@code anonymous}
 * @param action the type's last part
 * @param resource what it was done to: the address of a request, or a name
 * @param result {@code success}, {@code denied} or {@code failure}
 * @param details what else is known, short texts by name
 */
public record AuditRecord(String id, Instant timestamp, String type, String actor, String action, String resource,
        String result, Map<String, String> details) {

    /** It was done. */
    public static final String SUCCESS = "success";

    /** The actor may not do it. */
    public static final String DENIED = "denied";

    /** It was not done for another reason. */
    public static final String FAILURE = "failure";

    /** Copies what it is given. */
    public AuditRecord {
        details = Map.copyOf(details);
    }

    /**
     * Makes a record of something that happens now, without what must not be kept.
     */
    public static AuditRecord of(Instant now, String type, String actor, String resource, String result,
            Map<String, ?> details) {
        String clean = Redaction.text(type);
        return new AuditRecord(EventIds.next(), now, clean, Redaction.text(actor),
                clean.substring(clean.lastIndexOf('.') + 1), Redaction.text(resource), Redaction.text(result),
                Redaction.details(details));
    }

}
