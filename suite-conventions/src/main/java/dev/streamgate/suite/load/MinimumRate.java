/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.load;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Checks the number of bytes in each window of time. Not thread-safe. */
public final class MinimumRate {

    private final long bytesPerWindow;

    private final long window;

    private final LongSupplier nanoTime;

    private long windowEnd;

    private long bytes;

    /**
     * Begins the first window.
     * @param bytesPerSecond the minimum rate
     * @param window the length of a window, in whole seconds
     * @param nanoTime the clock, as {@link System#nanoTime()}
     */
    public MinimumRate(long bytesPerSecond, Duration window, LongSupplier nanoTime) {
        this.bytesPerWindow = bytesPerSecond * window.toSeconds();
        this.window = window.toNanos();
        this.nanoTime = nanoTime;
        this.windowEnd = nanoTime.getAsLong() + this.window;
    }

    /**
     * Records bytes.
     * @param count the number of bytes
     * @return false if a window has ended with too few bytes
     */
    public boolean record(int count) {
        this.bytes += count;
        long now = this.nanoTime.getAsLong();
        if (now - this.windowEnd < 0) {
            return true;
        }
        boolean sufficient = this.bytes >= this.bytesPerWindow;
        this.bytes = 0;
        this.windowEnd = now + this.window;
        return sufficient;
    }

}
