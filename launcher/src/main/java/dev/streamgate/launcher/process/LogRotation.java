/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Bounds the log files of processes that write to a file themselves. A log has up to
 * {@value #EARLIER} earlier files, {@code .1} to {@code .3}; the lowest number is the
 * latest.
 */
public final class LogRotation {

    /** The number of earlier files of a log. */
    public static final int EARLIER = 3;

    private LogRotation() {
    }

    /** Makes a log the earlier file {@code .1}. Does nothing if it does not exist. */
    static void shift(Path log) {
        try {
            if (Files.exists(log)) {
                shiftEarlier(log);
                Files.move(log, earlier(log, 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException("Could not rename " + log, ex);
        }
    }

    /**
     * Copies a log into the earlier file {@code .1} and empties it, if it is larger than
     * the limit. Lines that are written between the two are lost. A log that cannot be
     * copied, for instance since the disk is full, is emptied.
     * @param log the log of a process that appends to it
     * @param limit the size in bytes
     * @return whether it was larger
     */
    public static boolean rotate(Path log, long limit) {
        try {
            if (!Files.exists(log) || Files.size(log) <= limit) {
                return false;
            }
            try {
                shiftEarlier(log);
                Files.copy(log, earlier(log, 1), StandardCopyOption.COPY_ATTRIBUTES);
            }
            catch (IOException ex) {
                Files.deleteIfExists(earlier(log, 1));
            }
            try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
            return true;
        }
        catch (IOException ex) {
            throw new UncheckedIOException("Could not rotate " + log, ex);
        }
    }

    private static void shiftEarlier(Path log) throws IOException {
        for (int number = EARLIER - 1; number > 0; number--) {
            if (Files.exists(earlier(log, number))) {
                Files.move(earlier(log, number), earlier(log, number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path earlier(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

}
