/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

/**
 * Observes runs of ffmpeg and ffprobe, for instance to record a span for each. Called on
 * the thread that starts and closes the run; must not throw.
 */
@FunctionalInterface
public interface FfmpegListener {

    /** Ignores all runs. */
    FfmpegListener NONE = (program) -> RunListener.NONE;

    /**
     * A run starts.
     * @param program {@code ffmpeg} or {@code ffprobe}
     * @return observes the rest of this run
     */
    RunListener started(String program);

    /** Observes one run. */
    interface RunListener {

        /** Ignores the run. */
        RunListener NONE = (exit, failed) -> {
        };

        /**
         * Describes the run.
         * @param key a constant
         * @param value rendition names or numbers; never user input
         */
        default void tag(String key, String value) {
        }

        /**
         * The run has ended.
         * @param exit the exit code, {@code killed}, {@code time-limit}, or
         * {@code closed} if the reader closed it early because it needed no more output
         * @param failed whether the run failed
         */
        void ended(String exit, boolean failed);

    }

}
