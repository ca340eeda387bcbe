/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Counts requests over the last whole seconds, in memory of fixed size. Safe for threads;
 * a request that is counted while its second's slot is taken over may be lost.
 */
final class SlidingWindow {

    private static final long NANOS = 1_000_000_000;

    private final LongSupplier nanoTime;

    private final long origin;

    private final int seconds;

    private final AtomicLongArray second;

    private final AtomicLongArray requests;

    private final AtomicLongArray failures;

    SlidingWindow(int seconds, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.seconds = seconds;
        // One more than the window, since the present second is not over.
        this.second = new AtomicLongArray(seconds + 1);
        this.requests = new AtomicLongArray(seconds + 1);
        this.failures = new AtomicLongArray(seconds + 1);
    }

    void add(boolean failed) {
        long now = now();
        int slot = (int) (now % this.second.length());
        if (this.second.get(slot) != now) {
            begin(slot, now);
        }
        this.requests.incrementAndGet(slot);
        if (failed) {
            this.failures.incrementAndGet(slot);
        }
    }

    Counts counts() {
        long now = now();
        long all = 0;
        long failed = 0;
        for (int slot = 0; slot < this.second.length(); slot++) {
            if (now - this.second.get(slot) <= this.seconds) {
                all += this.requests.get(slot);
                failed += this.failures.get(slot);
            }
        }
        double elapsed = (this.nanoTime.getAsLong() - this.origin) / (double) NANOS;
        double partOfSecond = elapsed - Math.floor(elapsed);
        return new Counts(all, failed, Math.max(1, Math.min(elapsed, this.seconds + partOfSecond)));
    }

    private synchronized void begin(int slot, long now) {
        if (this.second.get(slot) < now) {
            this.requests.set(slot, 0);
            this.failures.set(slot, 0);
            this.second.set(slot, now);
        }
    }

    private long now() {
        return (this.nanoTime.getAsLong() - this.origin) / NANOS;
    }

    /**
     * What was counted.
     *
     * @param requests in all
     * @param failures of these
     * @param seconds that they came in
     */
    record Counts(long requests, long failures, double seconds) {
    }

}
