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

import dev.streamgate.worker.WorkerMeter;

/**
 * Times how long jobs wait for a lease, in one series for each job type and urgency.
 * Thread-safe.
 */
@Component
class QueueWaitTimer {

    private static final Duration[] BUCKETS = { Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1),
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1) };

    private final MeterRegistry meters;

    private final Clock clock;

    QueueWaitTimer(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Records the wait of a job that has just been leased. */
    void leased(Job job) {
        Duration wait = Duration.between(job.runAfter(), this.clock.instant());
        WorkerMeter.QUEUE_WAIT.timer(job.type(), job.urgency().name().toLowerCase(Locale.ROOT))
            .serviceLevelObjectives(BUCKETS)
            .register(this.meters)
            .record(wait.isNegative() ? Duration.ZERO : wait);
    }

}
