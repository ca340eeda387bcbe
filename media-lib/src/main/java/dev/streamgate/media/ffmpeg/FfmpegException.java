/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.util.List;

/** An ffmpeg process that failed or was killed. */
public final class FfmpegException extends IOException {

    /** As the operating system and the supervising shell report them. */
    private static final List<String> SHORTAGES = List.of("Cannot allocate memory", "No space left on device",
            "Resource temporarily unavailable", "Too many open files", "Input/output error", "status 125:",
            "status 137:", "status 143:");

    private final Reason reason;

    private final int status;

    FfmpegException(Reason reason, String message) {
        this(reason, -1, message);
    }

    FfmpegException(Reason reason, int status, String message) {
        super(message);
        this.reason = reason;
        this.status = status;
    }

    /** The exit status; -1 if it was stopped. */
    int status() {
        return this.status;
    }

    /** Why the process ended. */
    public Reason reason() {
        return this.reason;
    }

    /**
     * Whether a repetition may succeed: it was killed, exceeded its time limit, or lacked
     * memory, disk space or processes. What fails otherwise fails again.
     */
    public boolean isTransient() {
        String log = log();
        return this.reason != Reason.FAILED || SHORTAGES.stream().anyMatch(log::contains);
    }

    /** The message on one line. */
    public String summary() {
        return log().replace('\n', ' ');
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
