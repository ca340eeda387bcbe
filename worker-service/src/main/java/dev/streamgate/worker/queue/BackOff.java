/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Duration;

import org.springframework.stereotype.Component;

/**
 * The wait between two attempts: it doubles with each failure up to a bound, less a
 * jitter that is drawn from the job's id, so the same failure of the same job always
 * waits as long. Immutable.
 */
@Component
class BackOff {

    private static final int MAX_DOUBLINGS = 30;

    private final QueueProperties properties;

    BackOff(QueueProperties properties) {
        this.properties = properties;
    }

    /**
     * How long to wait.
     * @param jobId the job
     * @param failures attempts in a row that have failed, at least 1
     */
    Duration after(String jobId, int failures) {
        long base = this.properties.backOff().toMillis();
        long most = this.properties.maxBackOff().toMillis();
        int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
        long full = (base > (most >> doublings)) ? most : base << doublings;
        return Duration.ofMillis(Math.round(full * (1 - this.properties.jitter() * draw(jobId, failures))));
    }

    /** Uniform in [0, 1): the upper bits of a mixed hash. */
    private static double draw(String jobId, int failures) {
        long mixed = (jobId.hashCode() * 31L + failures) * 0x9E3779B97F4A7C15L;
        return (mixed >>> 11) * 0x1.0p-53;
    }

}
