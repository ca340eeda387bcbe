/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Measures how long jobs waited until a runner took them. As many series as there are
 * types of jobs and urgencies. Safe for threads.
 */
@Component
class QueueWaits {

    private static final Duration[] BUCKETS = { Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1),
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1) };

    private final MeterRegistry meters;

    private final Clock clock;

    QueueWaits(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** A runner has taken a job that could have been taken since its time to run. */
    void taken(Job job) {
        Duration waited = Duration.between(job.runAfter(), this.clock.instant());
        QueueMeter.WAIT.timer(job.type(), job.urgency().name().toLowerCase(Locale.ROOT))
            .serviceLevelObjectives(BUCKETS)
            .register(this.meters)
            .record(waited.isNegative() ? Duration.ZERO : waited);
    }

}
