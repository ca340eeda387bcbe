/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/**
 * A movable monotonic clock in nanoseconds, and bucket4j's buckets on that clock.
 * Thread-safe.
 */
final class NanoClock implements TimeMeter {

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000_000L);

    long nanos() {
        return this.nanos.get();
    }

    void advance(long duration) {
        this.nanos.addAndGet(duration);
    }

    Bucket bucket(RateLimitPlan plan) {
        return Bucket.builder()
            .addLimit((limit) -> limit.capacity(plan.capacity()).refillGreedy(plan.refill(), plan.period()))
            .withCustomTimePrecision(this)
            .build();
    }

    @Override
    public long currentTimeNanos() {
        return nanos();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }

}
