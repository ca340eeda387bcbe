/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the suite's logs, with secrets masked by the service that wrote it.
 *
 * @param service service that wrote it
 * @param instance host and port
 * @param id identifier, unique in the suite
 * @param timestamp when it was written
 * @param level {@code ERROR}, {@code WARN}, {@code INFO}, {@code DEBUG} or {@code TRACE}
 * @param logger name of the logger
 * @param thread name of the thread
 * @param message the message
 * @param traceId trace that it belongs to; {@code null} outside of one
 * @param requestId request that it belongs to; {@code null} outside of one
 * @param exception stack trace; {@code null} without an exception
 */
public record LogEntry(String service, String instance, String id, Instant timestamp, String level, String logger,
        String thread, String message, @Nullable String traceId, @Nullable String requestId,
        @Nullable String exception) {
}
