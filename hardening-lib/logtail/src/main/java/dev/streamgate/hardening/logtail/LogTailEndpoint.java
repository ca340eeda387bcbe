/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.logtail;

import java.time.OffsetDateTime;
import java.util.List;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Actuator endpoint of the latest log events:
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
     * Finds events.
     * @param level minimum level; null for all
     * @param traceId trace id; null for all
     * @param from earliest time, inclusive; null for no bound
     * @param to latest time, exclusive; null for no bound
     * @param limit maximum number of events, capped at 1000; null for 100
     * @return the latest matching events
     */
    @ReadOperation
    public FoundLines find(@Nullable String level, @Nullable String traceId, @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime to, @Nullable Integer limit) {
        int atMost = (limit != null) ? Math.max(1, Math.min(MAX_LIMIT, limit)) : DEFAULT_LIMIT;
        return new FoundLines(this.tail.find(new LogQuery((level != null) ? level(level) : null, traceId,
                (from != null) ? from.toInstant() : null, (to != null) ? to.toInstant() : null, atMost)));
    }

    private static Level level(String name) {
        Level level = Level.toLevel(name, null);
        if (level == null) {
            throw new InvalidEndpointRequestException("Unknown level",
                    "level must be one of ERROR, WARN, INFO, DEBUG, TRACE");
        }
        return level;
    }

    /**
     * The result of a search.
     *
     * @param items the events, the latest first
     */
    public record FoundLines(List<LogLine> items) {
    }

}
