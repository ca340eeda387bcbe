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
 * The blob store as viewers meet it: what is missing is a 404 problem, and a store that
 * fails is a 503 problem rather than an error of this service. Safe for threads.
 */
@Component
public class MediaStore {

    private final BlobStore blobs;

    /** Reads from the given store. */
    public MediaStore(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Looks a file up; empty when it is not there. */
    public Optional<Blob> stat(String key) {
        return call(() -> this.blobs.stat(key));
    }

    /** Reads a range of a file; the caller closes it. */
    public InputStream open(String key, long offset, long length) {
        return call(() -> this.blobs.open(key, offset, length));
    }

    /** The file itself, where the store is a directory of this machine. */
    public Optional<Path> localFile(String key) {
        return call(() -> this.blobs.localFile(key));
    }

    static <T> T call(StoreCall<T> call) {
        try {
            return call.run();
        }
        catch (BlobNotFoundException ex) {
            throw new ProblemException(ProblemType.NOT_FOUND, "This part of the video is not there any more.", ex);
        }
        catch (IOException ex) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "The video cannot be read at the moment.", ex)
                .retryAfter(Duration.ofSeconds(2));
        }
    }

    /**
     * A call of the store.
     *
     * @param <T> what it answers
     */
    @FunctionalInterface
    interface StoreCall<T> {

        T run() throws IOException;

    }

}
