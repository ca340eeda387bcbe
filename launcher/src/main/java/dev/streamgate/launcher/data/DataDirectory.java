/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;

/**
 * The suite's data directory ({@code STREAMGATE_HOME}), accessible to its owner only.
 *
 * @param root the absolute path
 */
public record DataDirectory(Path root) {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration LOCK_INTERVAL = Duration.ofMillis(50);

    /** Opens a data directory and creates missing folders. */
    public static DataDirectory open(Path root) {
        DataDirectory directory = new DataDirectory(realPath(OwnerOnlyFiles.folder(root)));
        for (Path folder : new Path[] { directory.postgres(), directory.media(), directory.logs(), directory.run(),
                directory.aot(), directory.programs(), directory.temporary(), directory.observers() }) {
            OwnerOnlyFiles.folder(folder);
        }
        return directory;
    }

    private static Path realPath(Path path) {
        try {
            return path.toRealPath();
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not open " + path, ex);
        }
    }

    /** Generated passwords and keys. */
    public Secrets secrets() {
        return new Secrets(OwnerOnlyFiles.folder(secretsFolder()));
    }

    /** The folder of passwords and keys. */
    public Path secretsFolder() {
        return this.root.resolve("secrets");
    }

    /** The audit journals, one folder for each service. */
    public Path audit() {
        return this.root.resolve("audit");
    }

    /** PostgreSQL's programs and data. */
    public Path postgres() {
        return this.root.resolve("postgres");
    }

    /** The blob store. */
    public Path media() {
        return this.root.resolve("media");
    }

    /** Log files of the processes; see {@code LogRotation}. */
    public Path logs() {
        return this.root.resolve("logs");
    }

    /** Pid files. */
    public Path run() {
        return this.root.resolve("run");
    }

    /** Ahead-of-time caches of the JVM. */
    public Path aot() {
        return this.root.resolve("aot");
    }

    /** Services unpacked from their jars. */
    public Path programs() {
        return this.root.resolve("programs");
    }

    /** Configuration and data of Prometheus and Alertmanager. */
    public Path observers() {
        return this.root.resolve("observers");
    }

    /** ffmpeg, unpacked by the first service that needs it. */
    public Path ffmpeg() {
        return this.root.resolve("ffmpeg");
    }

    /** Temporary files, deleted when the suite stops. */
    public Path temporary() {
        return this.root.resolve("tmp");
    }

    /** The log file of a process. */
    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /**
     * Records the first successful start.
     * @return whether this is the first call for this data directory
     */
    public boolean recordFirstStart() {
        Path mark = this.root.resolve("greeted");
        boolean first = !Files.exists(mark);
        OwnerOnlyFiles.write(mark, "");
        return first;
    }

    /**
     * Locks this data directory against other launchers until the lock is closed. Waits
     * for a supervisor that is restarting a process.
     * @throws LaunchFailure if another launcher holds the lock
     */
    public Lock lock() {
        return Poll.until(LOCK_TIMEOUT, LOCK_INTERVAL, this::tryLock)
            .orElseThrow(() -> new LaunchFailure("Another ./streamgate is starting or stopping the suite in "
                    + this.root + ". Wait until it ends, then run the command again."));
    }

    /** The lock; empty if another launcher holds it. */
    public Optional<Lock> tryLock() {
        try {
            FileChannel channel = FileChannel.open(run().resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Lock(channel));
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not lock the data directory " + this.root, ex);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        }
        catch (OverlappingFileLockException ex) {
            return null;
        }
    }

    /**
     * A held lock.
     *
     * @param channel the locked file
     */
    public record Lock(FileChannel channel) implements AutoCloseable {

        @Override
        public void close() {
            try {
                this.channel.close();
            }
            catch (IOException ex) {
                throw new LaunchFailure("Could not release the lock of the data directory", ex);
            }
        }

    }

}
