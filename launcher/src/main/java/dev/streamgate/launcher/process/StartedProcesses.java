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
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        OwnerOnlyFiles.write(file(process.name()), text.toString());
    }

    /** The process of a pid file, if it is still running. */
    public Optional<StartedProcess> running(String name) {
        return read(name).filter((process) -> process.identity().isAlive());
    }

    /** Whether a process was started and not stopped since; it may have crashed. */
    public boolean contains(String name) {
        return Files.exists(file(name));
    }

    /** Deletes the pid file of a process. */
    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
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

    private Path file(String name) {
        return this.folder.resolve(name + ".pid");
    }

}
