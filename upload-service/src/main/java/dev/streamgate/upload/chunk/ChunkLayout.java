/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.chunk;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.upload.session.UploadProperties;

/**
 * The division of a file into chunks of one size; the last may be shorter.
 *
 * @param size bytes of the file
 * @param chunkSize bytes of each chunk but the last
 */
record ChunkLayout(long size, int chunkSize) {

    /** Bounds what a client has to repeat after a failure. */
    private static final int MAX_CHUNK_SIZE = 256 * 1024 * 1024;

    /**
     * Chooses the chunk size.
     * @param size bytes of the file
     * @param requested the client's choice; {@code null} for the default
     * @throws ProblemException 400 if the requested size is out of range
     */
    static ChunkLayout choose(long size, @Nullable Integer requested, UploadProperties properties) {
        long min = Math.ceilDiv(size, properties.maxChunks());
        long chunkSize = (requested != null) ? requested : Math.max(properties.chunkSize().toBytes(), min);
        if (chunkSize < min || chunkSize > MAX_CHUNK_SIZE) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "chunkSize is %d to %d for a file of this size.".formatted(Math.max(1, min), MAX_CHUNK_SIZE));
        }
        return new ChunkLayout(size, (int) Math.min(chunkSize, size));
    }

    /** Number of chunks. */
    int count() {
        return (int) Math.ceilDiv(this.size, this.chunkSize);
    }

    /** Offset of a chunk in the file. */
    long offset(int number) {
        return (long) number * this.chunkSize;
    }

    /** Bytes of a chunk. */
    long length(int number) {
        return Math.min(this.chunkSize, this.size - offset(number));
    }

}
