/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

/**
 * Hears of each run of ffmpeg and ffprobe, for instance to make it a span. Called by the
 * thread that starts and closes the run; must not throw.
 */
@FunctionalInterface
public interface FfmpegListener {

    /** Hears nothing. */
    FfmpegListener NONE = (program) -> Watch.NONE;

    /**
     * A run begins.
     * @param program {@code ffmpeg} or {@code ffprobe}
     * @return hears the rest of it
     */
    Watch begun(String program);

    /** Hears of one run. */
    interface Watch {

        /** Hears nothing. */
        Watch NONE = (exit, failed) -> {
        };

        /**
         * What it is for.
         * @param key from code
         * @param value names of renditions, numbers: nothing that a user has typed
         */
        default void note(String key, String value) {
        }

        /**
         * It has ended.
         * @param exit its exit code, or {@code killed}, {@code time-limit}, or
         * {@code enough} when its reader had all that it wanted
         * @param failed whether that is a fault
         */
        void ended(String exit, boolean failed);

    }

}
