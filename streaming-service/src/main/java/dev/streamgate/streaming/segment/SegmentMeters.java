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

/** Records served bytes and waits for on-demand encoding. Thread-safe. */
@Component
class SegmentMeters {

    private static final Duration[] BUCKETS = { Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
            Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(20) };

    private final Counter served;

    private final Map<WaitOutcome, Timer> waits = new EnumMap<>(WaitOutcome.class);

    SegmentMeters(MeterRegistry meters) {
        this.served = SegmentMeter.SERVED.counter(meters);
        for (WaitOutcome outcome : WaitOutcome.values()) {
            this.waits.put(outcome,
                    SegmentMeter.ON_DEMAND_WAIT.timer(outcome.name().toLowerCase(Locale.ROOT))
                        .serviceLevelObjectives(BUCKETS)
                        .register(meters));
        }
    }

    void recordServed(long bytes) {
        this.served.increment((double) bytes);
    }

    void recordWait(WaitOutcome outcome, long startNanos) {
        Objects.requireNonNull(this.waits.get(outcome)).record(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    /** The outcome of waiting for a file. */
    enum WaitOutcome {

        /** The file was published. */
        PUBLISHED,

        /** The file was not published in time. */
        PENDING,

        /** The file will not be published. */
        GONE,

        /** Too many requests were waiting. */
        REJECTED

    }

}
