/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.log;

import java.time.OffsetDateTime;
import java.util.List;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The newest events of the log, for operators and services:
 * {@code GET /actuator/logtail?level=&traceId=&from=&to=&limit=}.
 */
@Endpoint(id = "logtail")
public class LogTailEndpoint {

    private static final int DEFAULT_LIMIT = 100;

    private static final int MAX_LIMIT = 1_000;

    private final LogTail tail;

    LogTailEndpoint(LogTail tail) {
        this.tail = tail;
    }

    /**
     * Finds events, the newest first.
     * @param level of this level or a graver one; {@code null} for all
     * @param traceId of this trace; {@code null} for all
     * @param from not earlier; {@code null} for no bound
     * @param to earlier; {@code null} for no bound
     * @param limit how many at most; {@code null} for 100, never more than 1000
     */
    @ReadOperation
    public Found find(@Nullable String level, @Nullable String traceId, @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime to, @Nullable Integer limit) {
        int atMost = (limit != null) ? Math.max(1, Math.min(MAX_LIMIT, limit)) : DEFAULT_LIMIT;
        return new Found(this.tail.find(new LogQuery((level != null) ? level(level) : null, traceId,
                (from != null) ? from.toInstant() : null, (to != null) ? to.toInstant() : null, atMost)));
    }

    private static Level level(String name) {
        Level level = Level.toLevel(name, null);
        if (level == null) {
            throw new InvalidEndpointRequestException("Unknown level",
                    "level is one of ERROR, WARN, INFO, DEBUG, TRACE");
        }
        return level;
    }

    /**
     * What was found.
     *
     * @param items the newest first
     */
    public record Found(List<LogLine> items) {
    }

}
