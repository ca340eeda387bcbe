/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.logtail;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A log event, redacted and truncated. Immutable.
 *
 * @param id unique among all processes: process id, hyphen, sequence number within the
 * process
 * @param timestamp time of the event
 * @param level {@code ERROR}, {@code WARN}, {@code INFO}, {@code DEBUG} or {@code TRACE}
 * @param logger name of the logger
 * @param thread name of the thread
 * @param message formatted message
 * @param traceId trace id; null outside of a trace
 * @param requestId request id; null outside of a request
 * @param exception stack trace; null without an exception
 */
public record LogLine(String id, Instant timestamp, String level, String logger, String thread, String message,
        @Nullable String traceId, @Nullable String requestId, @Nullable String exception) {

    /** Number of characters, an estimate of the memory used. */
    int size() {
        return this.message.length() + this.logger.length() + ((this.exception != null) ? this.exception.length() : 0);
    }

}
