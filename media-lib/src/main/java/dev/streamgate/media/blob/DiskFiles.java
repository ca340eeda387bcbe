/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** File operations that survive power loss. */
final class DiskFiles {

    private static final int BUFFER = 128 * 1024;

    private DiskFiles() {
    }

    /**
     * Copies at most {@code limit} bytes to a position and returns the number of copied
     * bytes.
     */
    static long copy(InputStream source, FileChannel target, long position, long limit, ByteSink sink)
            throws IOException {
        byte[] buffer = new byte[Math.clamp(limit, 1, BUFFER)];
        long copied = 0;
        while (copied < limit) {
            int read = source.read(buffer, 0, (int) Math.min(buffer.length, limit - copied));
            if (read < 0) {
                break;
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                target.write(bytes, position + copied + bytes.position());
            }
            sink.accept(buffer, 0, read);
            copied += read;
        }
        return copied;
    }

    /** Writes a new file of exactly {@code length} bytes and syncs it. */
    static void write(Path file, InputStream content, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            checkLength(content, copy(content, channel, 0, length, ByteSink.NONE), length);
            channel.force(true);
        }
    }

    /** Checks that exactly the announced number of bytes was read from the content. */
    static void checkLength(InputStream content, long read, long announced) throws IOException {
        if (read < announced) {
            throw new EOFException("The content ends after " + read + " of " + announced + " announced bytes");
        }
        if (content.read() >= 0) {
            throw new IOException("The content is longer than the " + announced + " announced bytes");
        }
    }

    /** Creates a folder and its parents and syncs each into its parent. */
    static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            createFolders(parent);
        }
        Files.createDirectories(folder);
        if (parent != null) {
            syncFolder(parent);
        }
    }

    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Deletes a file durably: a name whose removal is not synced is back after a power
     * failure. Syncs the folder of an absent file too, since an earlier sync may have
     * failed.
     */
    static boolean delete(Path file) throws IOException {
        boolean deleted = Files.deleteIfExists(file);
        try {
            syncParent(file);
        }
        catch (NoSuchFileException ex) {
            // The folder does not exist.
        }
        return deleted;
    }

    /** Syncs the folder that holds a file. */
    static void syncParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            syncFolder(parent);
        }
    }

    /**
     * Deletes files that are too old for their writer to be alive: left-overs of killed
     * processes.
     */
    static void deleteOlderThan(Path folder, Duration age) throws IOException {
        Instant limit = Instant.now().minus(age);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                try {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                        Files.deleteIfExists(file);
                    }
                }
                catch (NoSuchFileException ex) {
                    // Published or deleted by its writer since it was listed.
                }
            }
        }
        catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
    }

}
