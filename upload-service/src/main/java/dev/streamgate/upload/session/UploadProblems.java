/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemType;

/** What can be wrong with an upload, as callers can tell it apart. */
public final class UploadProblems {

    /** {@code Upload-Offset} is not where the upload ends; {@code offset} tells where. */
    public static final ProblemType OFFSET_CONFLICT = ProblemType.of("upload-offset-conflict", HttpStatus.CONFLICT,
            "The upload ends at another offset");

    /** Another request is writing to the upload. */
    public static final ProblemType LOCKED = ProblemType.of("upload-locked", HttpStatus.LOCKED,
            "Another request is writing to this upload");

    /** The upload has expired or was given up. */
    public static final ProblemType GONE = ProblemType.of("upload-gone", HttpStatus.GONE, "The upload has ended");

    /** The upload takes no bytes in its present state. */
    public static final ProblemType NOT_OPEN = ProblemType.of("upload-not-open", HttpStatus.CONFLICT,
            "The upload does not take bytes any more");

    /** The upload has been handed over to its content. */
    public static final ProblemType HANDED_OVER = ProblemType.of("upload-handed-over", HttpStatus.CONFLICT,
            "The upload belongs to its content now");

    /** More bytes than are taken. */
    public static final ProblemType TOO_LARGE = ProblemType.of("upload-too-large", HttpStatus.CONTENT_TOO_LARGE,
            "The file is larger than is taken");

    /** More bytes than the upload was said to have. */
    public static final ProblemType BEYOND_LENGTH = ProblemType.of("upload-beyond-length", HttpStatus.CONTENT_TOO_LARGE,
            "More bytes than the upload was said to have");

    /** No bytes at all. */
    public static final ProblemType EMPTY = ProblemType.of("upload-empty", HttpStatus.BAD_REQUEST,
            "An empty file is no video");

    /** The disk is nearly full. */
    public static final ProblemType OUT_OF_SPACE = ProblemType.of("out-of-space", HttpStatus.INSUFFICIENT_STORAGE,
            "There is no room for these bytes");

    /** The user has too many unfinished uploads. */
    public static final ProblemType TOO_MANY_OPEN = ProblemType.of("too-many-open-uploads",
            HttpStatus.TOO_MANY_REQUESTS, "Too many unfinished uploads");

    /** The body ended early. */
    public static final ProblemType INTERRUPTED = ProblemType.of("upload-interrupted", HttpStatus.BAD_REQUEST,
            "The body broke off");

    /** The body came too slowly. */
    public static final ProblemType TOO_SLOW = ProblemType.of("upload-too-slow", HttpStatus.REQUEST_TIMEOUT,
            "The body came too slowly");

    /** Parts of the file are not there yet. */
    public static final ProblemType INCOMPLETE = ProblemType.of("upload-incomplete", HttpStatus.CONFLICT,
            "Parts of the file are not there yet");

    /** The bytes are not those that the client meant; tus answers 460. */
    public static final ProblemType CHECKSUM_MISMATCH = ProblemType.of("checksum-mismatch", HttpStatus.BAD_REQUEST,
            "The bytes do not have the checksum that was sent");

    /** The bytes are not what can be played. */
    public static final ProblemType REJECTED = ProblemType.of("upload-rejected", HttpStatus.UNPROCESSABLE_CONTENT,
            "The file cannot be used");

    private UploadProblems() {
    }

}
