/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** Counts what is sent, and how long was waited for it. Safe for threads. */
@Component
class SegmentMeters {

    private static final Duration[] BUCKETS = { Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
            Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(20) };

    private final Counter served;

    private final Map<Wait, Timer> demands = new EnumMap<>(Wait.class);

    SegmentMeters(MeterRegistry meters) {
        this.served = SegmentMeter.SERVED.counter(meters);
        for (Wait wait : Wait.values()) {
            this.demands.put(wait,
                    SegmentMeter.DEMAND.timer(wait.name().toLowerCase(Locale.ROOT))
                        .serviceLevelObjectives(BUCKETS)
                        .register(meters));
        }
    }

    void served(long bytes) {
        this.served.increment((double) bytes);
    }

    void waited(Wait end, long sinceNanos) {
        Objects.requireNonNull(this.demands.get(end)).record(Duration.ofNanos(System.nanoTime() - sinceNanos));
    }

    /** How waiting for a file ended. */
    enum Wait {

        /** It is there. */
        MADE,

        /** It was not there in time. */
        PENDING,

        /** It will never be there. */
        GONE,

        /** Too many wait already. */
        REFUSED

    }

}
