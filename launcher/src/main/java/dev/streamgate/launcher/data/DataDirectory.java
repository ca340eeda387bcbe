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

import org.jspecify.annotations.Nullable;

import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * The folder that holds everything a running suite keeps, readable by its owner only.
 *
 * @param root the folder itself, absolute
 */
public record DataDirectory(Path root) {

    /** Opens a home, making what is missing. */
    public static DataDirectory open(Path root) {
        DataDirectory home = new DataDirectory(realPath(OwnerOnlyFiles.folder(root)));
        for (Path folder : new Path[] { home.postgres(), home.media(), home.logs(), home.run(), home.aot(),
                home.programs(), home.temporary(), home.observers() }) {
            OwnerOnlyFiles.folder(folder);
        }
        return home;
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

    /** Where they are kept. */
    public Path secretsFolder() {
        return this.root.resolve("secrets");
    }

    /** The audit journals, a folder for each service. */
    public Path audit() {
        return this.root.resolve("audit");
    }

    /** PostgreSQL: programs and data. */
    public Path postgres() {
        return this.root.resolve("postgres");
    }

    /** The blob store. */
    public Path media() {
        return this.root.resolve("media");
    }

    /** What each process wrote since it was started, and the time before that. */
    public Path logs() {
        return this.root.resolve("logs");
    }

    /** One file for each process that was started. */
    public Path run() {
        return this.root.resolve("run");
    }

    /** Ahead-of-time caches of the JVM. */
    public Path aot() {
        return this.root.resolve("aot");
    }

    /** Services, unpacked from their jars. */
    public Path programs() {
        return this.root.resolve("programs");
    }

    /** Configuration and data of Prometheus and Alertmanager. */
    public Path observers() {
        return this.root.resolve("observers");
    }

    /** Where a delivered ffmpeg is unpacked to, by who needs it first. */
    public Path ffmpeg() {
        return this.root.resolve("ffmpeg");
    }

    /** What services need for a moment only; emptied when the suite stops. */
    public Path temporary() {
        return this.root.resolve("tmp");
    }

    /** The log of a process. */
    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** Whether this is the first call in the life of this home. */
    public boolean greetFirstTime() {
        Path mark = this.root.resolve("greeted");
        boolean first = !Files.exists(mark);
        OwnerOnlyFiles.write(mark, "");
        return first;
    }

    /**
     * Keeps other launchers out of this home until the result is closed.
     * @throws LaunchFailure when one is at work already
     */
    public Lock lock() {
        try {
            FileChannel channel = FileChannel.open(run().resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new LaunchFailure("Another ./streamgate is starting or stopping the suite in " + this.root
                        + ". Wait until it is done.");
            }
            return new Lock(channel);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not lock " + this.root, ex);
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
     * @param channel what is locked
     */
    public record Lock(FileChannel channel) implements AutoCloseable {

        @Override
        public void close() {
            try {
                this.channel.close();
            }
            catch (IOException ex) {
                throw new LaunchFailure("Could not release the lock", ex);
            }
        }

    }

}
