/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;
import java.util.Map;

/**
 * An event of the audit journal. Immutable.
 *
 * @param id unique among all processes
 * @param timestamp time of the event
 * @param type object and action joined by a dot, for instance {@code upload.complete}
 * @param actor user id, {@code service:<name>}, or {@code anonymous}
 * @param action last part of the type
 * @param resource path of the request, or name of the resource
 * @param result {@code success}, {@code denied} or {@code failure}
 * @param details further attributes, short texts by name
 */
public record AuditRecord(String id, Instant timestamp, String type, String actor, String action, String resource,
        String result, Map<String, String> details) {

    /** The actor of unauthenticated requests. */
    public static final String ANONYMOUS = "anonymous";

    /** The actor of work that no request and no user started. */
    public static final String SYSTEM = "system";

    /** The operation succeeded. */
    public static final String SUCCESS = "success";

    /** The actor lacks permission. */
    public static final String DENIED = "denied";

    /** The operation failed. */
    public static final String FAILURE = "failure";

    /** Copies the details. */
    public AuditRecord {
        details = Map.copyOf(details);
    }

    /**
     * Creates an event, redacts secrets and truncates long texts.
     * @param now time of the event
     * @param type object and action joined by a dot
     * @param actor user id, {@code service:<name>}, or {@code anonymous}
     * @param resource path of the request, or name of the resource
     * @param result one of the constants of this type
     * @param details further attributes; null values are omitted
     * @return a new event with a new id
     */
    public static AuditRecord of(Instant now, String type, String actor, String resource, String result,
            Map<String, ?> details) {
        String clean = Redaction.text(type);
        return new AuditRecord(EventIds.next(), now, clean, Redaction.text(actor),
                clean.substring(clean.lastIndexOf('.') + 1), Redaction.text(resource), Redaction.text(result),
                Redaction.details(details));
    }

}
