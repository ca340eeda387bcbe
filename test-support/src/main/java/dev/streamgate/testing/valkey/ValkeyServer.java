/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.valkey;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A Valkey or Redis server for one test: the executable on the {@code PATH}, on a free
 * port of the loopback address, without persistence. Tests can kill it, restart it on the
 * same port, and pause it to simulate a hanging machine. Not thread-safe.
 */
public final class ValkeyServer implements AutoCloseable {

    private static final Optional<Path> EXECUTABLE = Stream.of("valkey-server", "redis-server")
        .flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map((folder) -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();

    private final int port = freePort();

    private @Nullable Process process;

    private ValkeyServer() {
    }

    /** Whether an executable is installed; a condition for {@code @EnabledIf}. */
    public static boolean isInstalled() {
        return EXECUTABLE.isPresent();
    }

    /**
     * Starts a server and waits until it accepts connections.
     * @throws IllegalStateException if neither server is installed
     */
    public static ValkeyServer started() {
        ValkeyServer server = new ValkeyServer();
        server.start();
        return server;
    }

    /** Its address, for {@code streamgate.valkey.uri}. */
    public String uri() {
        return "redis://127.0.0.1:" + this.port;
    }

    /** Starts an empty server on the same port. */
    public void start() {
        Path executable = EXECUTABLE
            .orElseThrow(() -> new IllegalStateException("Neither valkey-server nor redis-server is on the PATH"));
        try {
            Process started = new ProcessBuilder(executable.toString(), "--bind", "127.0.0.1", "--port",
                    Integer.toString(this.port), "--save", "", "--appendonly", "no", "--daemonize", "no")
                .redirectErrorStream(true)
                .start();
            this.process = started;
            awaitReady(started.inputReader());
        }
        catch (IOException ex) {
            throw new UncheckedIOException("Could not start " + executable, ex);
        }
    }

    private static void awaitReady(BufferedReader log) throws IOException {
        StringBuilder output = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            output.append(line).append('\n');
            if (line.contains("Ready to accept connections")) {
                return;
            }
        }
        throw new IOException("The server exited during its start: " + output);
    }

    /** Kills the process with SIGKILL. */
    public void kill() {
        Process running = this.process;
        this.process = null;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /** Suspends the process: connections stay open without replies. */
    public void pause() {
        signal("STOP");
    }

    /** Resumes the process after {@link #pause()}. */
    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) {
        Process running = this.process;
        if (running == null) {
            throw new IllegalStateException("The server is not running");
        }
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " exited with status " + status);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
