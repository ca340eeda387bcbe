/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.springframework.mock.env.MockEnvironment;

import dev.streamgate.testing.postgres.PostgresServer;
import dev.streamgate.testing.security.TestTokens;

/**
 * The service in a separate process, which can be killed and restarted with the same
 * database and directory.
 */
final class ForkedService implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    private final DownstreamStub downstream = new DownstreamStub();

    private final String database = PostgresServer.createDatabase();

    private final Path folder;

    private final List<String> settings;

    private final MockEnvironment environment = new MockEnvironment();

    private Process process;

    private int starts;

    /**
     * Starts the process.
     * @param settings JVM options, and arguments of the form {@code --name=value}
     */
    ForkedService(Path folder, String... settings) throws IOException {
        this.folder = folder;
        this.settings = List.of(settings);
        start();
    }

    DownstreamStub downstream() {
        return this.downstream;
    }

    /** A client of the current process. */
    UploadClient client() {
        return new UploadClient(this.environment);
    }

    UploadTestConfiguration.MediaDirectory media() {
        return new UploadTestConfiguration.MediaDirectory(this.folder.resolve("media"));
    }

    /** Kills the process with SIGKILL. */
    void kill() {
        this.process.destroyForcibly().onExit().join();
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        this.settings.stream().filter((setting) -> !setting.startsWith("--")).forEach(command::add);
        command.addAll(List.of("-cp", classPath(), UploadApplication.class.getName(), "--server.port=0",
                "--spring.datasource.url=" + this.database, "--spring.datasource.username=" + PostgresServer.USER,
                "--streamgate.security.jwks-uri=" + TestTokens.jwksUri(), "--streamgate.rate-limit.enabled=false",
                "--spring.http.serviceclient.metadata.base-url=" + this.downstream.address(),
                "--spring.http.serviceclient.worker.base-url=" + this.downstream.address(),
                "--streamgate.blobs.directory=" + this.folder.resolve("media").toAbsolutePath()));
        this.settings.stream().filter((setting) -> setting.startsWith("--")).forEach(command::add);
        Path log = this.folder.resolve("service-" + this.starts++ + ".log");
        this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int port = 0;
        try {
            port = Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> port(log), (found) -> found > 0);
        }
        finally {
            if (port == 0) {
                kill();
            }
        }
        this.environment.setProperty("local.server.port", Integer.toString(port));
    }

    @Override
    public void close() {
        kill();
    }

    private int port(Path log) {
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = STARTED.matcher(line);
                if (matcher.find()) {
                    return Integer.parseInt(matcher.group(1));
                }
            }
            if (!this.process.isAlive()) {
                throw new AssertionError("The service did not start:\n" + Files.readString(log));
            }
            return 0;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Without the tests, whose configuration the component scan would find. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter((entry) -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    }

}
