/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;

/** An ffmpeg process that failed or was killed. */
public final class FfmpegException extends IOException {

    private final Reason reason;

    FfmpegException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why the process ended. */
    public Reason reason() {
        return this.reason;
    }

    /** The message, which includes the end of the log if the process failed. */
    String log() {
        return String.valueOf(getMessage());
    }

    /** Why a process ended. */
    public enum Reason {

        /** It exited with an error; the message includes the end of its log. */
        FAILED,

        /** It exceeded its time limit. */
        TIME_LIMIT,

        /** It was killed on request. */
        KILLED

    }

}
