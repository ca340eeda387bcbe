/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.io.IOException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.media.blob.BlobStore;

/** Size limits and free disk space. Thread-safe. */
@Component
public final class UploadLimits {

    /** Bytes of a form besides its file. */
    private static final long FORM_OVERHEAD = 1024 * 1024;

    private final UploadProperties properties;

    private final BlobStore blobs;

    UploadLimits(UploadProperties properties, BlobStore blobs) {
        this.properties = properties;
        this.blobs = blobs;
    }

    /** Size limit of a file in bytes. */
    public long maxSize() {
        return this.properties.maxSize().toBytes();
    }

    /**
     * Checks a declared size.
     * @param size bytes; {@code null} while unknown
     * @throws ProblemException 400 for an empty file, 413 above the limit
     */
    public void checkSize(@Nullable Long size) {
        if (size != null && size <= 0) {
            throw new ProblemException(UploadProblems.EMPTY, "The size must be positive.");
        }
        if (size != null && size > maxSize()) {
            throw tooLarge();
        }
    }

    /** The problem of a file above the size limit. */
    public ProblemException tooLarge() {
        return new ProblemException(UploadProblems.TOO_LARGE, "The limit is %d bytes.".formatted(maxSize()))
            .with("maxSize", maxSize());
    }

    /**
     * Checks the length of a form before its body is read.
     * @param length bytes of the whole body; -1 if unknown
     * @throws ProblemException 413 above the limit, 507 without disk space
     * @throws IOException if the free space cannot be determined
     */
    public void checkForm(long length) throws IOException {
        if (length > maxSize() + FORM_OVERHEAD) {
            throw tooLarge();
        }
        checkSpace(Math.max(length, 0));
    }

    /**
     * Checks that the disk keeps its reserve.
     * @param bytes about to be written
     * @throws ProblemException 507 without disk space
     * @throws IOException if the free space cannot be determined
     */
    public void checkSpace(long bytes) throws IOException {
        long free = free();
        if (free < bytes) {
            throw outOfSpace(bytes, Math.max(free, 0));
        }
    }

    /**
     * Free bytes of the disk beyond the reserve; negative if that is used.
     * @throws IOException if the free space cannot be determined
     */
    public long free() throws IOException {
        return this.blobs.usableSpace() - this.properties.diskReserve().toBytes();
    }

    /**
     * Distinguishes a full disk from other failures.
     * @return the failure itself
     * @throws ProblemException 507 if the disk is full
     */
    public static IOException translate(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("disk quota")) {
            throw new ProblemException(UploadProblems.OUT_OF_SPACE, "Retry when the operator has freed disk space.");
        }
        return failure;
    }

    /**
     * The problem of a request that would use the reserve.
     * @param requested bytes that it needs
     * @param free bytes that are neither used nor reserved for other uploads
     */
    static ProblemException outOfSpace(long requested, long free) {
        return new ProblemException(UploadProblems.OUT_OF_SPACE,
                "The request needs %d bytes, and %d are free beside other uploads. ".formatted(requested, free)
                        + "Retry when unfinished uploads have ended or the operator has freed disk space.")
            .with("requested", requested)
            .with("free", free);
    }

}
