/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What every store needs on the local disk: a directory of unfinished uploads and one of
 * temporary files.
 */
abstract class StagedBlobStore implements BlobStore {

    /** Longer than any single put takes. */
    private static final Duration ABANDONED_AFTER = Duration.ofHours(24);

    private final Path staging;

    private final Path temporary;

    private final DurableFolders stagingFolders;

    StagedBlobStore(Path staging, Path temporary) throws IOException {
        this.staging = staging.toAbsolutePath().normalize();
        this.temporary = temporary.toAbsolutePath().normalize();
        this.stagingFolders = new DurableFolders(this.staging);
        DiskFiles.createFolders(this.temporary);
        DiskFiles.deleteOlderThan(this.temporary, ABANDONED_AFTER);
    }

    @Override
    public final BlobUpload begin(String uploadKey) throws IOException {
        return StagedBlobUpload.begin(this.staging, this.stagingFolders, uploadKey, this::publish);
    }

    @Override
    public final Optional<BlobUpload> resume(String uploadKey) throws IOException {
        return StagedBlobUpload.resume(this.staging, uploadKey, this::publish);
    }

    @Override
    public final void discard(String uploadKey) throws IOException {
        DiskFiles.delete(this.staging.resolve(BlobKeys.check(uploadKey)));
    }

    @Override
    public final long usableSpace() throws IOException {
        return Files.getFileStore(this.staging).getUsableSpace();
    }

    /** Publishes a complete local file as an object and removes the file. */
    abstract Blob publish(Path file, String key) throws IOException;

    /** Writes content to a temporary file that exists while the action runs. */
    final <T> T withTemporaryFile(InputStream content, long length, FileAction<T> action) throws IOException {
        Path file = this.temporary.resolve(UUID.randomUUID().toString());
        try {
            DiskFiles.write(file, content, length);
            return action.run(file);
        }
        finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * An action on a file.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    interface FileAction<T> {

        T run(Path file) throws IOException;

    }

}
