/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.time.Duration;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** Problem types of uploads. */
public final class UploadProblems {

    /** {@code Upload-Offset} is not the current offset, which {@code offset} gives. */
    public static final ProblemType OFFSET_CONFLICT = ProblemType.of("upload-offset-conflict", HttpStatus.CONFLICT,
            "Upload-Offset is not the current offset of the upload");

    /** Another request is writing to the upload. */
    public static final ProblemType LOCKED = ProblemType.of("upload-locked", HttpStatus.LOCKED,
            "Another request is writing to this upload");

    /** The upload has expired or was aborted. */
    public static final ProblemType GONE = ProblemType.of("upload-gone", HttpStatus.GONE,
            "The upload has expired or was aborted");

    /** The upload accepts no bytes in its current state. */
    public static final ProblemType NOT_OPEN = ProblemType.of("upload-not-open", HttpStatus.CONFLICT,
            "The upload does not accept more bytes");

    /** The upload is not rejected, or its bytes are deleted. */
    static final ProblemType NOT_REJECTED = ProblemType.of("upload-not-rejected", HttpStatus.CONFLICT,
            "The upload cannot be verified again");

    /** The upload is attached to its content. */
    public static final ProblemType ATTACHED = ProblemType.of("upload-attached", HttpStatus.CONFLICT,
            "The upload is attached to its content");

    /** The file exceeds the size limit. */
    public static final ProblemType TOO_LARGE = ProblemType.of("upload-too-large", HttpStatus.CONTENT_TOO_LARGE,
            "The file exceeds the size limit");

    /** The bytes exceed the declared length of the upload. */
    public static final ProblemType LENGTH_EXCEEDED = ProblemType.of("upload-length-exceeded",
            HttpStatus.CONTENT_TOO_LARGE, "The bytes exceed the declared length of the upload");

    /** The file is empty. */
    public static final ProblemType EMPTY = ProblemType.of("upload-empty", HttpStatus.BAD_REQUEST, "The file is empty");

    /** The disk has no space beyond its reserve. */
    public static final ProblemType OUT_OF_SPACE = ProblemType.of("out-of-space", HttpStatus.INSUFFICIENT_STORAGE,
            "Not enough disk space for these bytes");

    /** A partial upload belongs to a final upload, or is named twice. */
    static final ProblemType PART_USED = ProblemType.of("upload-part-used", HttpStatus.CONFLICT,
            "The partial upload belongs to a final upload");

    /** The request body ended early. */
    public static final ProblemType INTERRUPTED = ProblemType.of("upload-interrupted", HttpStatus.BAD_REQUEST,
            "The request body ended early");

    /** The request body arrived below the minimum rate. */
    public static final ProblemType TOO_SLOW = ProblemType.of("upload-too-slow", HttpStatus.REQUEST_TIMEOUT,
            "The request body arrived too slowly");

    /** Parts of the file are missing. */
    public static final ProblemType INCOMPLETE = ProblemType.of("upload-incomplete", HttpStatus.CONFLICT,
            "Parts of the file are missing");

    /** The bytes do not match {@code Upload-Checksum}; tus replies with status 460. */
    public static final ProblemType CHECKSUM_MISMATCH = ProblemType.of("checksum-mismatch", HttpStatus.BAD_REQUEST,
            "The bytes do not match the checksum");

    /** The file is not playable media. */
    public static final ProblemType REJECTED = ProblemType.of("upload-rejected", HttpStatus.UNPROCESSABLE_CONTENT,
            "The file cannot be used");

    /**
     * Another request holds the upload.
     * @param retryAfter when the client should repeat its request
     */
    public static ProblemException locked(Duration retryAfter) {
        return new ProblemException(LOCKED, "Retry after the other request has ended.").retryAfter(retryAfter);
    }

    private UploadProblems() {
    }

}
