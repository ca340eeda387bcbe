/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Counts requests of the last seconds in a ring of one slot per second. Thread-safe; a
 * request counted while its slot is being reused may be lost.
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
        // One slot more than the window, for the current second.
        this.second = new AtomicLongArray(seconds + 1);
        this.requests = new AtomicLongArray(seconds + 1);
        this.failures = new AtomicLongArray(seconds + 1);
    }

    /**
     * Counts a request.
     * @param nanos the time of its completion, from the clock of this window
     */
    void add(boolean failed, long nanos) {
        long now = second(nanos);
        int slot = (int) (now % this.second.length());
        if (this.second.get(slot) != now) {
            resetSlot(slot, now);
        }
        this.requests.incrementAndGet(slot);
        if (failed) {
            this.failures.incrementAndGet(slot);
        }
    }

    Counts counts() {
        long nanos = this.nanoTime.getAsLong();
        long now = second(nanos);
        long all = 0;
        long failed = 0;
        for (int slot = 0; slot < this.second.length(); slot++) {
            if (now - this.second.get(slot) <= this.seconds) {
                all += this.requests.get(slot);
                failed += this.failures.get(slot);
            }
        }
        double elapsed = (nanos - this.origin) / (double) NANOS;
        double partOfSecond = elapsed - Math.floor(elapsed);
        return new Counts(all, failed, Math.max(1, Math.min(elapsed, this.seconds + partOfSecond)));
    }

    private synchronized void resetSlot(int slot, long now) {
        if (this.second.get(slot) < now) {
            this.requests.set(slot, 0);
            this.failures.set(slot, 0);
            this.second.set(slot, now);
        }
    }

    private long second(long nanos) {
        return (nanos - this.origin) / NANOS;
    }

    /**
     * Counts over the window.
     *
     * @param requests number of requests
     * @param failures number of failed requests among them
     * @param seconds covered time in seconds, at least 1
     */
    record Counts(long requests, long failures, double seconds) {
    }

}
