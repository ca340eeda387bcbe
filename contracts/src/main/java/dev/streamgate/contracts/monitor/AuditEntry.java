/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;
import java.util.Map;

/**
 * One event of the suite's audit journals.
 *
 * @param service whose journal it is in
 * @param instance host and port
 * @param id unique in the suite
 * @param timestamp when it happened
 * @param type what was acted on, a dot, and the action, for instance
 * {@code upload.complete}
 * @param actor a user's id, {@code service:<name>}, or {@code anonymous}
 * @param action the type's last part
 * @param resource what it was done to
 * @param result {@code success}, {@code denied} or {@code failure}
 * @param details what else is known, short texts by name
 */
public record AuditEntry(String service, String instance, String id, Instant timestamp, String type, String actor,
        String action, String resource, String result, Map<String, String> details) {
}
