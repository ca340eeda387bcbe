/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;

/**
 * A plan in the units of the generic cell rate algorithm (ITU-T I.371): a client's debt
 * is the time until its bucket is full again. A token costs one interval; a request is
 * refused when the debt would exceed the burst. Time is counted in ticks of a power of
 * two nanoseconds, of which an interval has 65 536 or more where it is that long. The
 * interval is rounded up, so the rate is never above the plan's (and below it by 0.1 % at
 * most, at a million a second). Immutable.
 *
 * @param shift a tick is {@code 1 << shift} nanoseconds
 * @param interval ticks that one token takes to come back
 * @param burst ticks that an empty bucket takes to be full
 */
record Gcra(int shift, long interval, long burst) {

    private static final int PRECISION_BITS = 16;

    static Gcra of(RateLimitPlan plan) {
        Duration every = plan.every();
        double nanosPerToken = (double) every.toNanos() / plan.refill();
        int magnitude = 63 - Long.numberOfLeadingZeros((long) nanosPerToken);
        int shift = Math.max(0, magnitude - PRECISION_BITS);
        long interval = (long) Math.ceil(nanosPerToken / (1L << shift));
        return new Gcra(shift, interval, interval * plan.capacity());
    }

    /**
     * Whole tokens that are left when the bucket is full again after the nanoseconds.
     */
    long remaining(long nanosToFull) {
        return Math.max(0, (this.burst - ticks(nanosToFull)) / this.interval);
    }

    long ticks(long nanos) {
        return nanos >>> this.shift;
    }

    long nanos(long ticks) {
        return ticks << this.shift;
    }

}
