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
 * @param service service whose journal contains the event
 * @param instance host and port of the instance
 * @param id identifier, unique in the suite
 * @param timestamp time of the event
 * @param type kind of resource and action, separated by a dot, for instance
 * {@code upload.complete}
 * @param actor a user's id, {@code service:<name>}, or {@code anonymous}
 * @param action last part of the type
 * @param resource the affected resource
 * @param result {@code success}, {@code denied} or {@code failure}
 * @param details further short texts by name
 */
public record AuditEntry(String service, String instance, String id, Instant timestamp, String type, String actor,
        String action, String resource, String result, Map<String, String> details) {
}
