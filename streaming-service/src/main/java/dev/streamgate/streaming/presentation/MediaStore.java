/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.media.blob.BlobNotFoundException;
import dev.streamgate.media.blob.BlobStore;

/**
 * Reads the blob store and translates its failures: a missing blob is a 404 problem, a
 * failing store is a 503 problem. Thread-safe.
 */
@Component
public class MediaStore {

    private final BlobStore blobs;

    /** Creates a reader of the given store. */
    public MediaStore(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Finds a blob; empty if it does not exist. */
    public Optional<Blob> stat(String key) {
        return call(() -> this.blobs.stat(key));
    }

    /** Opens a range of a blob; the caller closes the stream. */
    public InputStream open(String key, long offset, long length) {
        return call(() -> this.blobs.open(key, offset, length));
    }

    /** The blob's file, if the store is a local directory. */
    public Optional<Path> localFile(String key) {
        return call(() -> this.blobs.localFile(key));
    }

    static <T> T call(StoreCall<T> call) {
        try {
            return call.run();
        }
        catch (BlobNotFoundException ex) {
            throw new ProblemException(ProblemType.NOT_FOUND, "This part of the video no longer exists.", ex);
        }
        catch (IOException ex) {
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "The media store is unavailable. Try again in a few seconds.", ex)
                .retryAfter(Duration.ofSeconds(2));
        }
    }

    @FunctionalInterface
    interface StoreCall<T> {

        T run() throws IOException;

    }

}
