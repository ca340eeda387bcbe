/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.streamgate.launcher.process.ProcessIdentity;

/**
 * The file {@code postmaster.pid} that a running PostgreSQL server keeps in its data
 * directory.
 *
 * @param data the data directory
 */
record PostmasterPidFile(Path data) {

    private static final int STATUS_LINE = 7;

    /** The process id in the file; empty without a file. */
    Optional<Long> pid() {
        return lines().map((lines) -> Long.parseLong(lines.getFirst().strip()));
    }

    /** Whether the server accepts connections. */
    boolean isReady() {
        return lines().filter((lines) -> lines.size() > STATUS_LINE)
            .filter((lines) -> lines.get(STATUS_LINE).strip().equals("ready"))
            .isPresent();
    }

    /**
     * The running server of this data directory; empty on systems other than Linux. Finds
     * a server whose launcher was killed before it wrote a pid file of its own.
     */
    Optional<ProcessIdentity> server() {
        return pid().filter((pid) -> workingDirectory(pid).filter(this.data::equals).isPresent())
            .flatMap(ProcessIdentity::of);
    }

    /**
     * Deletes the file if its process id belongs to another program, which happens after
     * a crash of the machine. PostgreSQL would refuse to start while that program runs.
     */
    void deleteIfStale() {
        boolean stale = pid().flatMap(PostmasterPidFile::workingDirectory)
            .filter((directory) -> !directory.equals(this.data))
            .isPresent();
        if (stale) {
            file().toFile().delete();
        }
    }

    /* The working directory of a PostgreSQL server is its data directory. */
    private static Optional<Path> workingDirectory(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")));
        }
        catch (IOException ex) {
            return Optional.empty();
        }
    }

    private Optional<List<String>> lines() {
        try {
            return Optional.of(Files.readAllLines(file()))
                .filter((lines) -> !lines.isEmpty() && lines.getFirst().strip().matches("\\d{1,18}"));
        }
        catch (IOException ex) {
            return Optional.empty();
        }
    }

    private Path file() {
        return this.data.resolve("postmaster.pid");
    }

}
