/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * One segment opened for appending. A failed append leaves the durable length unchanged;
 * the next one truncates the file to it first. Not thread-safe.
 */
final class SegmentFile implements AutoCloseable {

    private final FileChannel channel;

    private long length;

    /** Directory that may not have the file's name durably; null if it has. */
    private @Nullable Path unsynced;

    private SegmentFile(FileChannel channel, long length, @Nullable Path unsynced) {
        this.channel = channel;
        this.length = length;
        this.unsynced = unsynced;
    }

    /**
     * Opens a segment under a temporary name and creates it if it does not exist.
     * Existing content is replaced.
     */
    static SegmentFile create(Path file) throws IOException {
        return new SegmentFile(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE), 0, null);
    }

    /** Gives a segment its name. */
    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        this.unsynced = to.getParent();
    }

    /** Makes the name durable, which it has to be before the next lines are. */
    void forceName() throws IOException {
        Path directory = this.unsynced;
        if (directory != null) {
            forceDirectory(directory);
            this.unsynced = null;
        }
    }

    /**
     * Opens an existing segment.
     * @param length number of bytes to keep; the first append truncates the rest
     */
    static SegmentFile open(Path file, long length) throws IOException {
        return new SegmentFile(FileChannel.open(file, StandardOpenOption.WRITE), length, file.getParent());
    }

    /** Appends the bytes and forces them to the disk. */
    void append(ByteBuffer lines) throws IOException {
        forceName();
        int appended = lines.remaining();
        if (this.channel.size() != this.length) {
            this.channel.truncate(this.length);
        }
        this.channel.position(this.length);
        writeFully(this.channel, lines);
        this.channel.force(false);
        this.length += appended;
    }

    /** Removes what a failed append left after the durable bytes. */
    void discardExcess() throws IOException {
        if (this.channel.size() != this.length) {
            this.channel.truncate(this.length);
            this.channel.force(false);
        }
    }

    /**
     * Writes the end of the content again and forces it to the disk, with its name. Bytes
     * whose sync failed in an earlier process can be read, but Linux takes them for
     * written, so that no later sync writes them.
     */
    void rewrite(byte[] end) throws IOException {
        forceName();
        this.channel.position(this.length - end.length);
        writeFully(this.channel, ByteBuffer.wrap(end));
        this.channel.force(false);
    }

    /** Number of durable bytes. */
    long length() {
        return this.length;
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

    /** Replaces the content of a file and forces it to the disk. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, ByteBuffer.wrap(content));
            channel.force(false);
        }
    }

    /** Makes the names of new files durable. */
    static void forceDirectory(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

}
