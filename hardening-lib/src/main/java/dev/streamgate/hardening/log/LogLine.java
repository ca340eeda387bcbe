/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.log;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One event of the log. Secrets have been taken out and texts bounded when it was kept.
 * Immutable.
 *
 * @param id unique in the suite; of two events of one process the later has the larger
 * number behind the hyphen
 * @param timestamp when it was logged
 * @param level {@code ERROR}, {@code WARN}, {@code INFO}, {@code DEBUG} or {@code TRACE}
 * @param logger the logger's name
 * @param thread the thread's name
 * @param message what was said
 * @param traceId the trace that it belongs to; {@code null} outside of one
 * @param requestId the request that it belongs to; {@code null} outside of one
 * @param exception the stack trace; {@code null} without an exception
 */
public record LogLine(String id, Instant timestamp, String level, String logger, String thread, String message,
        @Nullable String traceId, @Nullable String requestId, @Nullable String exception) {

    /** Characters that it holds, about what it costs in memory. */
    int size() {
        return this.message.length() + this.logger.length() + ((this.exception != null) ? this.exception.length() : 0);
    }

}
