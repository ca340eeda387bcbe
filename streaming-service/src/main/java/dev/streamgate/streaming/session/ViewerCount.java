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
 * Counts those who watch: playback sessions that asked for something within the last
 * minute. Bounded: beyond a hundred thousand it says that. Safe for threads.
 */
@Component
class ViewerCount {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    private static final int MOST = 100_000;

    private final Cache<String, Boolean> seen = Caffeine.newBuilder()
        .expireAfterWrite(WITHIN)
        .maximumSize(MOST)
        .executor(Runnable::run)
        .build();

    ViewerCount(MeterRegistry meters) {
        SessionMeter.VIEWERS.gauge(meters, this::now);
    }

    void seen(String sessionId) {
        this.seen.put(sessionId, true);
    }

    private long now() {
        this.seen.cleanUp();
        return this.seen.estimatedSize();
    }

}
