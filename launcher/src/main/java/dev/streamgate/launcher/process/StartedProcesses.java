/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

import dev.streamgate.launcher.data.OwnerOnlyFiles;

/** The pid files of started processes. */
public final class StartedProcesses {

    private final Path folder;

    public StartedProcesses(Path folder) {
        this.folder = folder;
    }

    /** Writes the pid file of a process. */
    public void add(StartedProcess process) {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(process.identity().pid()));
        properties.setProperty("birth", process.identity().birth());
        properties.setProperty("port", Integer.toString(process.port()));
        properties.setProperty("build", process.build());
        properties.setProperty("startedAt", process.startedAt().toString());
        write(file(process.name()), properties);
    }

    /** The process of a pid file, if it is still running. */
    public Optional<StartedProcess> running(String name) {
        return read(name).filter((process) -> process.identity().isAlive());
    }

    /** Whether a process was started and not stopped since; it may have crashed. */
    public boolean contains(String name) {
        return Files.exists(file(name));
    }

    /** The process of a pid file, which may have ended. */
    public Optional<StartedProcess> last(String name) {
        return read(name);
    }

    /** The restarts of a process since its pid file was last removed. */
    public Restarts restarts(String name) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(restartsFile(name))));
            return new Restarts(Integer.parseInt(properties.getProperty("count")),
                    Integer.parseInt(properties.getProperty("failures")),
                    Instant.parse(properties.getProperty("endedAt")), properties.getProperty("reason", ""),
                    Instant.parse(properties.getProperty("nextAttempt")));
        }
        catch (IOException ex) {
            return Restarts.NONE;
        }
    }

    /** Stores the restarts of a process. */
    public void record(String name, Restarts restarts) {
        Properties properties = new Properties();
        properties.setProperty("count", Integer.toString(restarts.count()));
        properties.setProperty("failures", Integer.toString(restarts.failures()));
        properties.setProperty("endedAt", restarts.endedAt().toString());
        properties.setProperty("reason", restarts.reason());
        properties.setProperty("nextAttempt", restarts.nextAttempt().toString());
        write(restartsFile(name), properties);
    }

    /** Deletes the pid file of a process and the record of its restarts. */
    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
            Files.deleteIfExists(restartsFile(name));
        }
        catch (IOException ex) {
            throw new UncheckedIOException("Could not delete the pid file of " + name, ex);
        }
    }

    private Optional<StartedProcess> read(String name) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file(name))));
            var identity = new ProcessIdentity(Long.parseLong(properties.getProperty("pid")),
                    properties.getProperty("birth", ""));
            return Optional.of(new StartedProcess(name, identity, Integer.parseInt(properties.getProperty("port")),
                    properties.getProperty("build", ""), Instant.parse(properties.getProperty("startedAt"))));
        }
        catch (IOException ex) {
            return Optional.empty();
        }
    }

    private static void write(Path file, Properties properties) {
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        OwnerOnlyFiles.write(file, text.toString());
    }

    private Path restartsFile(String name) {
        return this.folder.resolve(name + ".restarts");
    }

    private Path file(String name) {
        return this.folder.resolve(name + ".pid");
    }

}
