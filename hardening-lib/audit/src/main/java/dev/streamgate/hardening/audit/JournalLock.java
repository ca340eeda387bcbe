/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * Exclusive ownership of one journal directory until closed. The operating system
 * releases it when the process ends.
 */
final class JournalLock implements AutoCloseable {

    private static final int MAX_PROCESSES = 64;

    private final Path directory;

    private final FileChannel file;

    private JournalLock(Path directory, FileChannel file) {
        this.directory = directory;
        this.file = file;
    }

    /**
     * Locks the first free directory of {@code 1} to {@code 64} below the root and
     * creates it if it does not exist.
     * @throws IOException if all are locked by other processes
     */
    static JournalLock acquire(Path root) throws IOException {
        for (int process = 1; process <= MAX_PROCESSES; process++) {
            Path directory = root.resolve(Integer.toString(process));
            FileChannel file = tryLock(directory);
            if (file != null) {
                return new JournalLock(directory, file);
            }
        }
        throw new IOException("More than " + MAX_PROCESSES + " processes write audit journals in " + root);
    }

    /** The locked directory. */
    Path directory() {
        return this.directory;
    }

    @Override
    public void close() throws IOException {
        this.file.close();
    }

    private static @Nullable FileChannel tryLock(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel file = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = file.tryLock() != null;
        }
        catch (OverlappingFileLockException ex) {
            // Another journal of this process holds the lock.
        }
        if (!locked) {
            file.close();
        }
        return locked ? file : null;
    }

}
