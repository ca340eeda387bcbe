/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The scripts of the container image, with a shell script in place of java. */
class ContainerScriptsTests {

    private static final Path SCRIPTS = Path.of("..", "deploy", "image").toAbsolutePath();

    private static final int KILLED = 128 + 9;

    @TempDir
    private Path folder;

    private int port = freePort();

    private Process service;

    @AfterEach
    void stop() {
        if (this.service != null) {
            this.service.descendants().forEach(ProcessHandle::destroyForcibly);
            this.service.destroyForcibly();
        }
    }

    @Test
    void sigtermReachesTheServiceAndItsStatusIsTheContainers() throws Exception {
        start("trap 'exit 5' TERM; touch started; while :; do sleep 0.05; done");
        Awaitility.await().until(() -> Files.exists(this.folder.resolve("started")));
        this.service.destroy();
        assertThat(this.service.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(this.service.exitValue()).isEqualTo(5);
    }

    @Test
    void aServiceThatStopsReplyingIsKilled() throws Exception {
        start("trap '' QUIT; exec sleep 60");
        assertThat(healthy()).as("while it starts").isNotZero();
        HttpServer ready = server(200);
        assertThat(healthy()).isZero();
        ready.stop(0);
        for (int check = 1; check < 8; check++) {
            assertThat(healthy()).isNotZero();
            assertThat(this.service.isAlive()).as("check %d", check).isTrue();
        }
        assertThat(healthy()).isNotZero();
        assertThat(this.service.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(this.service.exitValue()).isEqualTo(KILLED);
    }

    @Test
    void aServiceThatRepliesIsNotKilledHoweverUnhealthyItIs() throws Exception {
        start("exec sleep 60");
        HttpServer ready = server(200);
        assertThat(healthy()).isZero();
        ready.stop(0);
        HttpServer unready = server(503);
        for (int check = 0; check < 10; check++) {
            assertThat(healthy()).isNotZero();
        }
        assertThat(this.service.isAlive()).isTrue();
        unready.stop(0);
    }

    private void start(String java) throws IOException {
        Path program = Files.writeString(this.folder.resolve("java"), "#!/bin/sh\n" + java + "\n");
        program.toFile().setExecutable(true);
        this.service = script("run").start();
        Awaitility.await().until(() -> Files.exists(this.folder.resolve("service.pid")));
    }

    private int healthy() throws Exception {
        return script("healthy").start().waitFor();
    }

    private ProcessBuilder script(String name) {
        ProcessBuilder builder = new ProcessBuilder(SCRIPTS.resolve(name).toString()).directory(this.folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(this.folder.resolve("output").toFile());
        builder.environment().put("TMPDIR", this.folder.toString());
        builder.environment().put("SERVER_PORT", Integer.toString(this.port));
        builder.environment().put("PATH", this.folder + ":" + System.getenv("PATH"));
        return builder;
    }

    private HttpServer server(int readiness) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 0);
        server.createContext("/actuator/health/readiness", (exchange) -> {
            exchange.sendResponseHeaders(readiness, -1);
            exchange.close();
        });
        server.createContext("/actuator/health/liveness", (exchange) -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
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
