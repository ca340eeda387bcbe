/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.log;

import java.time.Instant;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;

/**
 * What to look for in the tail of the log; null means all.
 *
 * @param level of this level or a graver one
 * @param traceId of this trace
 * @param from not earlier
 * @param to earlier
 * @param limit how many at most, the newest first
 */
record LogQuery(@Nullable Level level, @Nullable String traceId, @Nullable Instant from, @Nullable Instant to,
        int limit) {

    boolean matches(LogLine line) {
        return (this.level == null || Level.toLevel(line.level()).isGreaterOrEqual(this.level))
                && (this.traceId == null || this.traceId.equals(line.traceId()))
                && (this.from == null || !line.timestamp().isBefore(this.from))
                && (this.to == null || line.timestamp().isBefore(this.to));
    }

}
