/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** An ffmpeg process that failed or was killed. */
public final class FfmpegException extends IOException {

    /** Messages of the operating system that say nothing about the media. */
    private static final List<String> SYSTEM_ERRORS = List.of("Cannot allocate memory", "No space left on device",
            "Input/output error", "Too many open files", "Permission denied", "No such file or directory",
            "Resource temporarily unavailable", "received signal", "bwrap: ", "unshare: ");

    /**
     * The shell could not run the program, or a signal killed it that media cannot cause:
     * SIGHUP, SIGINT, SIGBUS, SIGKILL, SIGTERM, SIGXCPU, SIGXFSZ.
     */
    private static final Set<Integer> SYSTEM_STATUSES = Set.of(125, 126, 127, 129, 130, 135, 137, 143, 152, 153);

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
     * Whether a repetition may succeed: it was killed, exceeded its time limit, could not
     * be started, or lacked memory, disk space or files. What fails otherwise fails
     * again.
     */
    public boolean isTransient() {
        return this.reason != Reason.FAILED || SYSTEM_STATUSES.contains(this.status) || isSystemError(log());
    }

    /**
     * Whether a log has an error of the operating system, which says nothing about the
     * media. A run that has succeeded may have one, too.
     */
    public static boolean isSystemError(String log) {
        return SYSTEM_ERRORS.stream().anyMatch(log::contains);
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
