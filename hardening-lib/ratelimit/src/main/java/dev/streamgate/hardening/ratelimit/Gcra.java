/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;

/**
 * A plan in the units of the generic cell rate algorithm (ITU-T I.371). The state of a
 * bucket is its theoretical arrival time (TAT), when it is full again. A token moves the
 * TAT one emission interval ahead; a request is rejected when the TAT would be more than
 * the burst tolerance ahead of now. Time is counted in ticks of a power of two
 * nanoseconds, of which an emission interval has 65 536 or more where it is that long.
 * The interval is rounded up, so the rate is never above the plan's, and below it by at
 * most 0.1 % (at a million tokens a second). Immutable.
 *
 * @param shift a tick is {@code 1 << shift} nanoseconds
 * @param emissionInterval ticks between two tokens
 * @param burstTolerance ticks until an empty bucket is full
 */
record Gcra(int shift, long emissionInterval, long burstTolerance) {

    private static final int PRECISION_BITS = 16;

    static Gcra of(RateLimitPlan plan) {
        Duration period = plan.period();
        double nanosPerToken = (double) period.toNanos() / plan.refill();
        int magnitude = 63 - Long.numberOfLeadingZeros((long) nanosPerToken);
        int shift = Math.max(0, magnitude - PRECISION_BITS);
        long interval = (long) Math.ceil(nanosPerToken / (1L << shift));
        return new Gcra(shift, interval, interval * plan.capacity());
    }

    /** The number of whole tokens in a bucket that is full in the given time. */
    long remaining(long nanosToFull) {
        return Math.max(0, (this.burstTolerance - ticks(nanosToFull)) / this.emissionInterval);
    }

    long ticks(long nanos) {
        return nanos >>> this.shift;
    }

    long nanos(long ticks) {
        return ticks << this.shift;
    }

}
