/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An Alertmanager process with the committed configuration, apart from the address and
 * the token file of monitor-service, which are those of a {@link Stack}. Requires
 * Debian's {@code prometheus-alertmanager}; see {@link #isInstalled()}.
 */
final class AlertmanagerServer implements AutoCloseable {

    private static final Path committed = Path.of("").toAbsolutePath().resolveSibling("alertmanager");

    private final ExternalServer server;

    private AlertmanagerServer(ExternalServer server) {
        this.server = server;
    }

    static boolean isInstalled() {
        return program().isPresent();
    }

    /** Starts an Alertmanager that notifies a stack's monitor-service. */
    static AlertmanagerServer start(Stack stack) throws IOException {
        Path directory = Files.createTempDirectory("streamgate-alertmanager-");
        int port = ExternalServer.freePort();
        Path token = stack.directory().resolve("secrets").resolve("alertmanager-webhook");
        Path configuration = Files.writeString(directory.resolve("alertmanager.yml"),
                Files.readString(committed.resolve("alertmanager.yml"))
                    .replace("http://monitor-service:8080", stack.service("monitor").toString())
                    .replaceAll("credentials_file:.*", "credentials_file: " + token));
        return new AlertmanagerServer(ExternalServer.start(directory, port,
                List.of(program().orElseThrow().toString(), "--config.file=" + configuration,
                        "--storage.path=" + directory.resolve("data"), "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)));
    }

    URI uri() {
        return this.server.uri();
    }

    @Override
    public void close() throws IOException {
        this.server.close();
    }

    private static Optional<Path> program() {
        return ExternalServer.find("prometheus-alertmanager", "alertmanager");
    }

}
