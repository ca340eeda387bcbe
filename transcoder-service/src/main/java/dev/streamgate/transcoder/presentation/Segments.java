/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.presentation;

import java.util.List;

/**
 * Where segments begin.
 *
 * @param counts frames of each segment
 */
public record Segments(List<Integer> counts) {

    /** The first frame of a segment; the number of all frames for the end. */
    public int firstFrame(int segment) {
        int frame = 0;
        for (int i = 0; i < segment; i++) {
            frame += this.counts.get(i);
        }
        return frame;
    }

    /** How many frames a segment has. */
    public int frames(int segment) {
        return this.counts.get(segment);
    }

    /** How many frames there are from one segment to another (exclusive). */
    public int frames(int from, int to) {
        return firstFrame(to) - firstFrame(from);
    }

    /** How many segments there are. */
    public int count() {
        return this.counts.size();
    }

    /** Segments of whole frames that all last equally long. */
    public static Segments of(List<Long> ticks, long frameDuration) {
        return new Segments(ticks.stream().map((duration) -> (int) (duration / frameDuration)).toList());
    }

}
