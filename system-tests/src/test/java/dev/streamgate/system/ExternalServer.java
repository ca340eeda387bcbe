/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.util.FileSystemUtils;

import dev.streamgate.testing.http.TestHttpClient;

/**
 * The process of an HTTP server that is installed on this machine, on a free loopback
 * port, with a temporary directory for its configuration, data and log. Closing kills the
 * process and deletes the directory.
 */
final class ExternalServer implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Path directory;

    private final Process process;

    private final TestHttpClient http;

    private ExternalServer(Path directory, Process process, TestHttpClient http) {
        this.directory = directory;
        this.process = process;
        this.http = http;
    }

    /** Finds an executable with one of the names on the {@code PATH}. */
    static Optional<Path> find(String... names) {
        return Stream.of(names)
            .flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map((folder) -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts a server and waits until {@code /-/ready} replies with status 200.
     * @param directory its temporary directory
     * @param port the port that the command makes it listen on
     * @param command the command line
     */
    static ExternalServer start(Path directory, int port, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ExternalServer server = new ExternalServer(directory, process, new TestHttpClient(port));
        server.await("it is ready", server::isReady);
        return server;
    }

    URI uri() {
        return this.http.uri("");
    }

    TestHttpClient http() {
        return this.http;
    }

    /** Waits for a condition; fails with the server's log. */
    void await(String description, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                .atMost(TIMEOUT)
                .failFast("the process has exited", () -> !this.process.isAlive())
                .until(condition);
        }
        catch (ConditionTimeoutException | org.awaitility.core.TerminalFailureException ex) {
            throw new AssertionError("Not within " + TIMEOUT + ": " + description + ". Log of the server:\n" + log(),
                    ex);
        }
    }

    @Override
    public void close() throws IOException {
        this.process.destroy();
        try {
            if (!this.process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                this.process.destroyForcibly().waitFor();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        FileSystemUtils.deleteRecursively(this.directory);
    }

    private boolean isReady() {
        try {
            return this.http.get("/-/ready").status() == 200;
        }
        catch (UncheckedIOException ex) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(this.directory.resolve("log"));
        }
        catch (IOException ex) {
            return ex.toString();
        }
    }

}
