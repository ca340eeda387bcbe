/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;

import org.springframework.stereotype.Component;

/**
 * A directory of this process for files that nobody needs after it. Several processes
 * share the parent: each holds the lock of a numbered folder, and empties it when it
 * takes it, so that what a killed one left is deleted by the next.
 */
@Component
public class Scratch {

    private static final int MAX_PROCESSES = 64;

    private final FileChannel lockFile;

    private final Path directory;

    public Scratch(SourceProperties properties) throws IOException {
        Path parent = properties.directory().toAbsolutePath();
        Files.createDirectories(parent);
        for (int number = 0;; number++) {
            FileChannel channel = FileChannel.open(parent.resolve(number + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (lock(channel)) {
                this.lockFile = channel;
                this.directory = parent.resolve(String.valueOf(number));
                break;
            }
            channel.close();
            if (number == MAX_PROCESSES) {
                throw new IOException("Too many processes use " + parent);
            }
        }
        delete(this.directory);
        Files.createDirectories(this.directory);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        }
        catch (OverlappingFileLockException ex) {
            return false;
        }
    }

    /** The directory. */
    public Path directory() {
        return this.directory;
    }

    /** Makes a new folder in it; closing deletes it with all it holds. */
    public Folder folder() throws IOException {
        return new Folder(Files.createTempDirectory(this.directory, "task"));
    }

    @PreDestroy
    void release() throws IOException {
        delete(this.directory);
        this.lockFile.close();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /**
     * A folder for one task.
     *
     * @param path where it is
     */
    public record Folder(Path path) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            delete(this.path);
        }

    }

}
