/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

/**
 * When the frames of a video are shown, in ticks from its start, by their place in the
 * order of showing. All renditions of a video share it.
 */
public interface FrameTimes {

    /** How many frames there are. */
    int count();

    /**
     * When a frame is shown.
     * @param frame 0 to {@link #count()}; the last is the end of the video
     */
    long at(int frame);

    /** Frames that all last equally long. */
    static FrameTimes constant(int count, long frameDuration) {
        return new FrameTimes() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public long at(int frame) {
                return frame * frameDuration;
            }
        };
    }

}
