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
 * How a file is cut into chunks: all of one size but the last.
 *
 * @param size bytes of the file
 * @param chunkSize bytes of each chunk but the last
 */
record ChunkLayout(long size, int chunkSize) {

    /** The largest chunk: what a client sends again after a fault. */
    private static final int MAX_CHUNK = 256 * 1024 * 1024;

    static ChunkLayout choose(long size, @Nullable Integer wanted, UploadProperties properties) {
        long least = Math.ceilDiv(size, properties.maxChunks());
        long chunkSize = (wanted != null) ? wanted : Math.max(properties.chunkSize().toBytes(), least);
        if (chunkSize < least || chunkSize > MAX_CHUNK) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "chunkSize is %d to %d for a file of this size.".formatted(Math.max(1, least), MAX_CHUNK));
        }
        return new ChunkLayout(size, (int) Math.min(chunkSize, size));
    }

    /** How many chunks there are. */
    int count() {
        return (int) Math.ceilDiv(this.size, this.chunkSize);
    }

    /** Where a chunk begins. */
    long offset(int number) {
        return (long) number * this.chunkSize;
    }

    /** Bytes of a chunk. */
    long length(int number) {
        return Math.min(this.chunkSize, this.size - offset(number));
    }

}
