/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * A suite of nine fake services with a real PostgreSQL, in a temporary directory and on
 * free ports. Closing it stops what is running.
 */
final class FakeSuite implements AutoCloseable {

    private static final int PORTS = 12;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private final Map<String, String> variables = new HashMap<>();

    private final Path project;

    FakeSuite() throws IOException {
        this.project = Files.createTempDirectory("suite-it");
        this.project.toFile().setExecutable(true, false);
        for (ServiceDefinition service : ServiceDefinition.values()) {
            build(service, "1");
        }
        this.variables.put("PATH", System.getenv("PATH"));
        this.variables.put("STREAMGATE_PORT", Integer.toString(freePorts()));
        this.variables.put("STREAMGATE_AOT", "off");
        this.variables.put("STREAMGATE_SUPERVISION", "off");
    }

    void set(String variable, String value) {
        this.variables.put(variable, value);
    }

    String variable(String name) {
        return this.variables.getOrDefault(name, "");
    }

    Path project() {
        return this.project;
    }

    Suite suite() {
        return new Suite(Settings.of(this.project, this.variables),
                new Terminal(new PrintStream(this.printed, true, StandardCharsets.UTF_8), false));
    }

    DataDirectory directory() {
        return DataDirectory.open(this.project.resolve(".streamgate"));
    }

    StartedProcesses processes() {
        return new StartedProcesses(directory().run());
    }

    /** What the launcher has printed since the last call. */
    String printed() {
        String text = this.printed.toString(StandardCharsets.UTF_8);
        this.printed.reset();
        return text;
    }

    StartedProcess process(String name) {
        return processes().running(name).orElseThrow();
    }

    /** The running services. */
    List<ProcessIdentity> running() {
        return Stream.of(ServiceDefinition.values())
            .flatMap((service) -> processes().running(service.id()).stream())
            .map(StartedProcess::identity)
            .toList();
    }

    void build(ServiceDefinition service, String version) throws IOException {
        Path target = Files.createDirectories(this.project.resolve(service.id() + "-service/target"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String name = FakeService.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(
                Files.newOutputStream(target.resolve(service.id() + "-service-0.1.0-SNAPSHOT.jar")), manifest);
                var classFile = FakeService.class.getResourceAsStream("/" + name)) {
            jar.putNextEntry(new JarEntry(name));
            classFile.transferTo(jar);
            jar.putNextEntry(new JarEntry("version-" + version));
        }
    }

    @Override
    public void close() {
        suite().down();
        OwnerOnlyFiles.deleteTree(this.project);
    }

    private static int freePorts() throws IOException {
        for (int first = 21_000; first < 32_000; first += PORTS) {
            if (Stream.iterate(first, (port) -> port + 1).limit(PORTS).allMatch(FakeSuite::isFree)) {
                return first;
            }
        }
        throw new IOException("No twelve consecutive ports are free");
    }

    private static boolean isFree(int port) {
        try {
            Ports.requireFree(port, "a test");
            return true;
        }
        catch (LaunchFailure ex) {
            return false;
        }
    }

}
