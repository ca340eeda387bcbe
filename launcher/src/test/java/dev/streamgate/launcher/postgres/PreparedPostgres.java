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
 * A data directory after a first start: PostgreSQL's programs, an empty database, and
 * their passwords. Prepared once for each JVM, since unpacking and initdb take seconds.
 */
public final class PreparedPostgres {

    private static final DataDirectory prepared = prepare();

    private PreparedPostgres() {
    }

    /** Copies the prepared files into a new data directory. */
    public static void copyInto(DataDirectory directory) {
        assertThat(directory.postgres()).isEmptyDirectory();
        try {
            Process copy = new ProcessBuilder("cp", "-a", prepared.postgres().toString(),
                    prepared.secretsFolder().toString(), directory.root().toString())
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
            DataDirectory directory = DataDirectory.open(folder.resolve("home"));
            ManagedPostgres server = new ManagedPostgres(directory, freePort());
            server.start();
            server.provision(List.of());
            server.stop();
            return directory;
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
