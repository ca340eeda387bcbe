/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An Alertmanager process of its own on a free loopback port, configured by
 * {@code alertmanager/alertmanager.yml} but for the address of monitor-service and the
 * file with the token, which are those of a {@link Stack}. Needs Debian's
 * {@code prometheus-alertmanager}; ask {@link #installed()} first. Closing ends the
 * process and removes its data.
 */
final class RealAlertmanager implements AutoCloseable {

    private static final Path committed = Path.of("").toAbsolutePath().resolveSibling("alertmanager");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path folder;

    private final URI uri;

    private final Process process;

    private RealAlertmanager(Path folder, URI uri, Process process) {
        this.folder = folder;
        this.uri = uri;
        this.process = process;
    }

    /** Whether the program is on the PATH. */
    static boolean installed() {
        return program().isPresent();
    }

    /** Starts one and returns when it answers. */
    static RealAlertmanager telling(Stack stack) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("streamgate-alertmanager-");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path token = stack.home().resolve("secrets").resolve("alertmanager-webhook");
        String configuration = Files.readString(committed.resolve("alertmanager.yml"))
            .replace("http://monitor-service:8080", stack.service("monitor").toString())
            .replaceAll("credentials_file:.*", "credentials_file: " + token);
        Path file = Files.writeString(folder.resolve("alertmanager.yml"), configuration);
        Process process = new ProcessBuilder(program().orElseThrow(), "--config.file=" + file,
                "--storage.path=" + folder.resolve("data"), "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var alertmanager = new RealAlertmanager(folder, URI.create("http://127.0.0.1:" + port), process);
        alertmanager.awaitReady();
        return alertmanager;
    }

    URI uri() {
        return this.uri;
    }

    @Override
    public void close() throws IOException {
        this.process.destroy();
        try {
            if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
                this.process.destroyForcibly().waitFor();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(this.folder)) {
            files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (Instant.now().isAfter(end) || !this.process.isAlive()) {
                throw new AssertionError("Alertmanager is not ready:\n" + Files.readString(this.folder.resolve("log")));
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return this.http
                .send(HttpRequest.newBuilder(this.uri.resolve("/-/ready")).build(), BodyHandlers.discarding())
                .statusCode() == 200;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private static Optional<String> program() {
        return Stream.of("prometheus-alertmanager", "alertmanager")
            .filter((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch((folder) -> Files.isExecutable(Path.of(folder, name))))
            .findFirst();
    }

}
