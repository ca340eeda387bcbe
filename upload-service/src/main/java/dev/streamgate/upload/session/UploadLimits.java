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

/** How large an upload may be, by the rules and by the disk. */
@Component
public final class UploadLimits {

    /** What a form holds besides its file. */
    private static final long FORM_ALLOWANCE = 1024 * 1024;

    private final UploadProperties properties;

    private final BlobStore blobs;

    UploadLimits(UploadProperties properties, BlobStore blobs) {
        this.properties = properties;
        this.blobs = blobs;
    }

    /** Bytes of the largest file that is taken. */
    public long maxSize() {
        return this.properties.maxSize().toBytes();
    }

    /** Refuses a size that is never taken. */
    void checkSize(@Nullable Long size) {
        if (size != null && size <= 0) {
            throw new ProblemException(UploadProblems.EMPTY, "The file has no bytes.");
        }
        if (size != null && size > maxSize()) {
            throw tooLarge();
        }
    }

    ProblemException tooLarge() {
        return new ProblemException(UploadProblems.TOO_LARGE, "At most %d bytes are taken.".formatted(maxSize()))
            .with("maxSize", maxSize());
    }

    /**
     * Refuses a form that is too large, before any of it is read.
     * @param length bytes of the whole body; -1 when the request does not say
     */
    public void checkForm(long length) throws IOException {
        if (length > maxSize() + FORM_ALLOWANCE) {
            throw tooLarge();
        }
        checkSpace(Math.max(length, 0));
    }

    /** Refuses bytes that would not leave the reserve of the disk. */
    public void checkSpace(long bytes) throws IOException {
        if (this.blobs.usableSpace() - this.properties.diskReserve().toBytes() < bytes) {
            throw outOfSpace();
        }
    }

    /**
     * Tells a disk that is full from one that fails.
     * @return the failure itself
     * @throws ProblemException 507 when the disk is full
     */
    static IOException explain(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("disk quota")) {
            throw outOfSpace();
        }
        return failure;
    }

    private static ProblemException outOfSpace() {
        return new ProblemException(UploadProblems.OUT_OF_SPACE, "There is no room for these bytes at the moment.");
    }

}
