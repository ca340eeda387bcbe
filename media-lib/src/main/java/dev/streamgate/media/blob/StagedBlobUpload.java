/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SyncFailedException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** An upload staged in one local file. */
final class StagedBlobUpload implements BlobUpload {

    private final Path file;

    private final FileChannel channel;

    private final Publisher publisher;

    StagedBlobUpload(Path file, FileChannel channel, Publisher publisher) {
        this.file = file;
        this.channel = channel;
        this.publisher = publisher;
    }

    static BlobUpload begin(Path folder, DurableFolders folders, String uploadKey, Publisher publisher)
            throws IOException {
        Path file = folder.resolve(BlobKeys.check(uploadKey));
        Path parent = file.getParent();
        folders.create((parent != null) ? parent : folder);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        DiskFiles.syncParent(file);
        return new StagedBlobUpload(file, channel, publisher);
    }

    static Optional<BlobUpload> resume(Path folder, String uploadKey, Publisher publisher) throws IOException {
        Path file = folder.resolve(BlobKeys.check(uploadKey));
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.size() == 0) {
                // The process that created it may have ended before it synced the name.
                DiskFiles.syncParent(file);
            }
            return Optional.of(new StagedBlobUpload(file, channel, publisher));
        }
        catch (NoSuchFileException ex) {
            return Optional.empty();
        }
    }

    @Override
    public long size() throws IOException {
        return this.channel.size();
    }

    @Override
    public long append(long offset, InputStream source, long maxBytes, ByteSink sink) throws IOException {
        if (offset != size()) {
            throw new IllegalArgumentException("Offset " + offset + " is not the end of the upload");
        }
        try {
            DiskFiles.copy(source, this.channel, offset, maxBytes, sink);
        }
        finally {
            forceOrDiscard(offset);
        }
        return size();
    }

    /**
     * Makes the bytes from the offset on durable, or discards them: after a failed fsync
     * Linux marks the pages as clean, so that the next one would succeed without them.
     */
    private void forceOrDiscard(long offset) throws IOException {
        try {
            this.channel.force(false);
        }
        catch (IOException ex) {
            SyncFailedException failure = new SyncFailedException(ex.getMessage());
            failure.initCause(ex);
            try {
                this.channel.truncate(offset);
            }
            catch (IOException notTruncated) {
                failure.addSuppressed(notTruncated);
            }
            throw failure;
        }
    }

    @Override
    public long append(BlobUpload part, ByteSink sink) throws IOException {
        try (InputStream source = part.open(0)) {
            return append(size(), source, Long.MAX_VALUE, sink);
        }
    }

    @Override
    public void writeAt(long offset, InputStream source, long length, ByteSink sink) throws IOException {
        try {
            if (DiskFiles.copy(source, this.channel, offset, length, sink) < length) {
                throw new EOFException("The part is shorter than the " + length + " announced bytes");
            }
        }
        finally {
            this.channel.force(false);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        this.channel.truncate(size);
        this.channel.force(true);
    }

    @Override
    public InputStream open(long offset) throws IOException {
        return Channels.newInputStream(FileChannel.open(this.file, StandardOpenOption.READ).position(offset));
    }

    @Override
    public Path file() {
        return this.file;
    }

    @Override
    public Blob finish(String targetKey) throws IOException {
        this.channel.force(true);
        Blob blob = this.publisher.publish(this.file, BlobKeys.check(targetKey));
        close();
        return blob;
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

    /** Publishes a complete file as an object and removes the file. */
    @FunctionalInterface
    interface Publisher {

        Blob publish(Path file, String key) throws IOException;

    }

}
