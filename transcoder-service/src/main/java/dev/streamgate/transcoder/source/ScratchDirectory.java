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

import jakarta.annotation.PreDestroy;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * This process's directory for temporary files. Processes share the parent directory:
 * each locks a numbered folder and empties it, which also deletes what a killed process
 * left there. Thread-safe.
 */
@Component
public class ScratchDirectory {

    private static final int MAX_PROCESSES = 64;

    private final FileChannel lockFile;

    private final Path path;

    public ScratchDirectory(SourceProperties properties) throws IOException {
        Path parent = properties.directory().toAbsolutePath();
        Files.createDirectories(parent);
        for (int number = 0;; number++) {
            FileChannel channel = FileChannel.open(parent.resolve(number + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (lock(channel)) {
                this.lockFile = channel;
                this.path = parent.resolve(String.valueOf(number));
                break;
            }
            channel.close();
            if (number == MAX_PROCESSES) {
                throw new IOException("More than " + MAX_PROCESSES + " processes use the scratch directory " + parent);
            }
        }
        FileSystemUtils.deleteRecursively(this.path);
        Files.createDirectories(this.path);
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
    public Path path() {
        return this.path;
    }

    /** Creates a folder in it; closing the folder deletes it with its content. */
    public Folder createFolder() throws IOException {
        return new Folder(Files.createTempDirectory(this.path, "task"));
    }

    @PreDestroy
    void release() throws IOException {
        FileSystemUtils.deleteRecursively(this.path);
        this.lockFile.close();
    }

    /**
     * A temporary folder.
     *
     * @param path its path
     */
    public record Folder(Path path) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            FileSystemUtils.deleteRecursively(this.path);
        }

    }

}
