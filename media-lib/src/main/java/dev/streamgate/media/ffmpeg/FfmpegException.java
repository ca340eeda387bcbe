/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;

/** An ffmpeg process that did not end well. */
public final class FfmpegException extends IOException {

    private final Reason reason;

    FfmpegException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why it ended. */
    public Reason reason() {
        return this.reason;
    }

    /** What went wrong, with the end of the process's own log where it failed. */
    String log() {
        return String.valueOf(getMessage());
    }

    /** Why a process ended. */
    public enum Reason {

        /** It ended by itself with an error; the message holds the end of its log. */
        FAILED,

        /** It took longer than it may. */
        TIME_LIMIT,

        /** It was killed on request. */
        KILLED

    }

}
