/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

/**
 * Measures how far the key frames of a stream are apart, while its packets are read. Not
 * thread-safe.
 */
public final class KeyFrameGaps {

    private double first = Double.NaN;

    private double last = Double.NaN;

    private double longest;

    /** Adds the presentation time of a key frame in seconds. */
    public void add(double time) {
        if (Double.isNaN(this.first)) {
            this.first = time;
            this.last = time;
        }
        this.longest = Math.max(this.longest, time - this.last);
        this.last = Math.max(this.last, time);
    }

    /**
     * The longest time without a new key frame in seconds.
     * @param start start of the stream
     * @param end end of the stream
     */
    double longest(double start, double end) {
        return Double.isNaN(this.first) ? end - start
                : Math.max(this.longest, Math.max(this.first - start, end - this.last));
    }

}
