/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Checks the number of bytes in each window of time. Not thread-safe. */
final class MinimumRate {

    private final long bytesPerWindow;

    private final long window;

    private final LongSupplier nanoTime;

    private long windowEnd;

    private long bytes;

    MinimumRate(long bytesPerSecond, Duration window, LongSupplier nanoTime) {
        this.bytesPerWindow = bytesPerSecond * window.toSeconds();
        this.window = window.toNanos();
        this.nanoTime = nanoTime;
        this.windowEnd = nanoTime.getAsLong() + this.window;
    }

    /**
     * Records bytes.
     * @return false if a window has ended with too few bytes
     */
    boolean record(int count) {
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
