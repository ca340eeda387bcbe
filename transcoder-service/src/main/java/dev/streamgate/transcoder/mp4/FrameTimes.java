/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

/**
 * The presentation times of a video's frames in ticks from its start, in presentation
 * order. All renditions of a video share them.
 */
public interface FrameTimes {

    /** Number of frames. */
    int count();

    /**
     * The presentation time of a frame.
     * @param frame the frame's number; {@link #count()} for the end of the video
     */
    long at(int frame);

    /**
     * The time of a frame in the source, relative to the same instant for all frames. It
     * differs from the presentation time if the first frame is held.
     */
    default long sourceAt(int frame) {
        return at(frame);
    }

    /**
     * The largest span in ticks by which a frame may be presented earlier than it would
     * be decoded, if decode times are the frames' times in ascending order. The first
     * frame keeps its position.
     * @param frames by how many frames the encoder reorders at most
     */
    default long reorderDelay(int frames) {
        long delay = 0;
        for (int frame = 1; frame < count(); frame++) {
            delay = Math.max(delay, at(frame) - at(Math.max(1, frame - frames)));
        }
        return delay;
    }

    /** Frames of constant duration. */
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
