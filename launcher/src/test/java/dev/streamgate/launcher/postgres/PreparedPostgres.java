/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a first start leaves in a home: PostgreSQL's programs and an empty database, with
 * their passwords. Made once a JVM, since unpacking and initdb take seconds.
 */
public final class PreparedPostgres {

    private static final DataDirectory prepared = prepare();

    private PreparedPostgres() {
    }

    /** Puts a copy into a home that has none. */
    public static void putInto(DataDirectory home) {
        assertThat(home.postgres()).isEmptyDirectory();
        try {
            Process copy = new ProcessBuilder("cp", "-a", prepared.postgres().toString(),
                    prepared.secretsFolder().toString(), home.root().toString())
                .inheritIO()
                .start();
            assertThat(copy.waitFor()).isZero();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static DataDirectory prepare() {
        try {
            Path folder = Files.createTempDirectory("prepared-postgres");
            folder.toFile().setExecutable(true, false);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> OwnerOnlyFiles.deleteTree(folder)));
            DataDirectory home = DataDirectory.open(folder.resolve("home"));
            ManagedPostgres server = new ManagedPostgres(home, freePort());
            server.start();
            server.provide(List.of());
            server.stop();
            return home;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

}
