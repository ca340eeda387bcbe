/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.logtail;

import java.time.Instant;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on log events; a null condition matches all. Immutable.
 *
 * @param level minimum level
 * @param traceId trace id
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 * @param limit maximum number of events, the latest first
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
