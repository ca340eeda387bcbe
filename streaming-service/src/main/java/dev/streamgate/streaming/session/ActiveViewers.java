/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts active viewers: playback sessions with a request within the last minute. The
 * count is capped at 100 000. Thread-safe.
 */
@Component
class ActiveViewers {

    private static final Duration ACTIVE_WITHIN = Duration.ofMinutes(1);

    private static final int MAX_SESSIONS = 100_000;

    private final Cache<String, Boolean> sessions = Caffeine.newBuilder()
        .expireAfterWrite(ACTIVE_WITHIN)
        .maximumSize(MAX_SESSIONS)
        .executor(Runnable::run)
        .build();

    ActiveViewers(MeterRegistry meters) {
        SessionMeter.VIEWERS.gauge(meters, this::count);
    }

    void record(String sessionId) {
        this.sessions.put(sessionId, true);
    }

    private long count() {
        this.sessions.cleanUp();
        return this.sessions.estimatedSize();
    }

}
