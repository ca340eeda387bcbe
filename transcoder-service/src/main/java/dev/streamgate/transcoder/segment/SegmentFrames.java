/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.segment;

import java.util.List;

/**
 * The distribution of frames over segments.
 *
 * @param counts number of frames of each segment
 */
public record SegmentFrames(List<Integer> counts) {

    /** Segments of whole frames that all have the same duration. */
    public static SegmentFrames of(List<Long> durations, long frameDuration) {
        return new SegmentFrames(durations.stream().map((duration) -> (int) (duration / frameDuration)).toList());
    }

    /** Number of the first frame of a segment; the number of all frames for the end. */
    public int firstFrame(int segment) {
        int frame = 0;
        for (int i = 0; i < segment; i++) {
            frame += this.counts.get(i);
        }
        return frame;
    }

    /** Number of frames of a segment. */
    public int frames(int segment) {
        return this.counts.get(segment);
    }

    /** Number of frames from one segment to another (exclusive). */
    public int frames(int from, int to) {
        return firstFrame(to) - firstFrame(from);
    }

    /** Number of segments. */
    public int count() {
        return this.counts.size();
    }

}
