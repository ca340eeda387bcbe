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

/** The processes that were started, each remembered in a file. */
public final class StartedProcesses {

    private final Path folder;

    public StartedProcesses(Path folder) {
        this.folder = folder;
    }

    /** Remembers a process. */
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

    /** A process that was remembered and still runs. */
    public Optional<StartedProcess> running(String name) {
        return remembered(name).filter((process) -> process.identity().isAlive());
    }

    /** Whether a process was started and not ended since, be it alive or dead. */
    public boolean remembers(String name) {
        return Files.exists(file(name));
    }

    /** Forgets a process, whether it runs or not. */
    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        }
        catch (IOException ex) {
            throw new UncheckedIOException("Could not forget the process of " + name, ex);
        }
    }

    private Optional<StartedProcess> remembered(String name) {
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
