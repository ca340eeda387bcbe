/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One event of the suite's logs. Secrets have been taken out where it was written.
 *
 * @param service who wrote it
 * @param instance host and port
 * @param id unique in the suite
 * @param timestamp when it was written
 * @param level {@code ERROR}, {@code WARN}, {@code INFO}, {@code DEBUG} or {@code TRACE}
 * @param logger the logger's name
 * @param thread the thread's name
 * @param message what was said
 * @param traceId the trace that it belongs to; {@code null} outside of one
 * @param requestId the request that it belongs to; {@code null} outside of one
 * @param exception the stack trace; {@code null} without an exception
 */
public record LogEntry(String service, String instance, String id, Instant timestamp, String level, String logger,
        String thread, String message, @Nullable String traceId, @Nullable String requestId,
        @Nullable String exception) {
}
