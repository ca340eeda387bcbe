/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.WorkerMeter;
import dev.streamgate.worker.queue.Job;

/** Times transcode jobs until their video is playable and ready. Thread-safe. */
@Component
class VideoTimer {

    private static final Duration[] BUCKETS = { Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5),
            Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofMinutes(1),
            Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1),
            Duration.ofHours(4) };

    private final Clock clock;

    private final Timer playable;

    private final Timer ready;

    VideoTimer(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.playable = WorkerMeter.PLAYABLE.timer().serviceLevelObjectives(BUCKETS).register(meters);
        this.ready = WorkerMeter.READY.timer().serviceLevelObjectives(BUCKETS).register(meters);
    }

    /** Records that a player can start the job's video. */
    void playable(Job job) {
        record(this.playable, job);
    }

    /** Records that all segments of the job's video are published. */
    void ready(Job job) {
        record(this.ready, job);
    }

    private void record(Timer timer, Job job) {
        Instant now = this.clock.instant();
        timer.record(job.createdAt().isBefore(now) ? Duration.between(job.createdAt(), now) : Duration.ZERO);
    }

}
