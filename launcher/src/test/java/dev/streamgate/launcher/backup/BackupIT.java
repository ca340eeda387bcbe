/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.postgres.DatabaseRole;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.postgres.PreparedPostgres;
import dev.streamgate.launcher.postgres.PurgeHold;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Backups of a real PostgreSQL under writes. */
class BackupIT {

    private static final DatabaseRole METADATA = new DatabaseRole("metadata", "metadata-password");

    private Path folder;

    private Path copy;

    private DataDirectory lost;

    private ManagedPostgres server;

    @BeforeEach
    void open() throws IOException {
        // Not @TempDir, which another user cannot traverse if PostgreSQL runs as one.
        this.folder = Files.createTempDirectory("backup-it");
        this.folder.toFile().setExecutable(true, false);
        this.copy = this.folder.resolve("backup");
        this.lost = DataDirectory.open(this.folder.resolve("lost"));
        this.server = new ManagedPostgres(this.lost, freePort());
    }

    @AfterEach
    void stop() {
        this.server.stop();
        OwnerOnlyFiles.deleteTree(this.folder);
    }

    @Test
    void aRestoreContainsAllDataFromBeforeTheBackup() throws Exception {
        fill();
        String secret = this.lost.secrets().password("service-auth");
        try (Connection connection = connect(); Writer writer = new Writer(connection)) {
            writer.awaitFirst();
            backup(this.lost, this.server).create(this.copy);
        }
        this.server.stop();
        OwnerOnlyFiles.deleteTree(this.lost.root());

        DataDirectory restored = DataDirectory.open(this.folder.resolve("found"));
        this.server = new ManagedPostgres(restored, freePort());
        backup(restored, this.server).restore(this.copy);
        this.server.start();
        this.server.provision(List.of(METADATA));
        try (Connection connection = connect(); var statement = connection.createStatement()) {
            try (var rows = statement
                .executeQuery("SELECT count(*) FILTER (WHERE id <= 1000), count(*), max(id) FROM metadata.contents")) {
                rows.next();
                assertThat(rows.getLong(1)).isEqualTo(1000);
                // Rows were inserted in sequence during the copy: no id may be missing.
                assertThat(rows.getLong(2)).isEqualTo(rows.getLong(3)).isGreaterThan(1000);
            }
        }
        assertThat(restored.media().resolve("uploads/ab/source")).hasContent("bytes");
        assertThat(restored.media().resolve(".staging/.tmp")).doesNotExist();
        assertThat(restored.audit().resolve("auth/journal")).hasContent("event");
        assertThat(restored.secrets().password("service-auth")).isEqualTo(secret);
    }

    @Test
    void aStoppedSuiteCanBeBackedUp() throws Exception {
        fill();
        this.server.stop();
        backup(this.lost, this.server).create(this.copy);
        assertThat(this.server.running()).isEmpty();
        assertThat(this.copy.resolve("postgres/backup_label")).exists();
    }

    @Test
    void aBackupAppearsOnceAllOfItsFilesAndFoldersAreSynced() throws Exception {
        fill();
        List<Path> synced = new ArrayList<>();
        Checksums checksums = new Checksums((path) -> {
            synced.add(path);
            assertThat(this.copy)
                .satisfies((target) -> assertThat(Files.exists(target)).isEqualTo(path.equals(this.copy.getParent())));
        });
        new Backup(this.lost, this.server, terminal(), checksums).create(this.copy);
        Path unfinished = this.copy.resolveSibling("backup.unfinished");
        try (Stream<Path> files = Files.walk(this.copy)) {
            assertThat(files.map((file) -> unfinished.resolve(this.copy.relativize(file))).toList()).isSubsetOf(synced);
        }
        assertThat(synced.getLast()).isEqualTo(this.copy.getParent());
    }

    @Test
    void aBackupWhoseBytesHaveChangedIsNotRestored() throws Exception {
        fill();
        backup(this.lost, this.server).create(this.copy);
        this.server.stop();
        Files.writeString(this.copy.resolve("media/uploads/ab/source"), "bites");
        DataDirectory restored = DataDirectory.open(this.folder.resolve("found"));
        Backup backup = backup(restored, new ManagedPostgres(restored, freePort()));
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> backup.restore(this.copy))
            .withMessageContaining("media/uploads/ab/source differs");
        assertThat(restored.postgres().resolve("data")).doesNotExist();
    }

    @Test
    void theSuiteLeasesNoDeletionsDuringABackup() throws Exception {
        fill();
        String tryLock = "SELECT pg_try_advisory_lock_shared(hashtextextended('streamgate purges', 0))";
        try (Connection worker = connect(); var statement = worker.createStatement()) {
            try (PurgeHold _ = this.server.holdPurges(); var locked = statement.executeQuery(tryLock)) {
                locked.next();
                assertThat(locked.getBoolean(1)).isFalse();
            }
            Awaitility.await().until(() -> {
                try (var locked = statement.executeQuery(tryLock)) {
                    locked.next();
                    return locked.getBoolean(1);
                }
            });
        }
    }

    @Test
    void neitherABackupNorASuiteIsOverwritten() throws Exception {
        fill();
        Backup backup = backup(this.lost, this.server);
        backup.create(this.copy);
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> backup.create(this.copy))
            .withMessageContaining("exists already");
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> backup.restore(this.copy))
            .withMessageContaining("There is a suite");
        assertThatExceptionOfType(LaunchFailure.class)
            .isThrownBy(() -> backup.restore(this.folder.resolve("somewhere else")))
            .withMessageContaining("no backup");
    }

    private void fill() throws Exception {
        PreparedPostgres.copyInto(this.lost);
        this.server.start();
        this.server.provision(List.of(METADATA));
        try (Connection connection = connect(); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE metadata.contents (id bigserial PRIMARY KEY, title text)");
            statement
                .execute("INSERT INTO metadata.contents (title) SELECT repeat('x', 500) FROM generate_series(1, 1000)");
        }
        write(this.lost.media().resolve("uploads/ab/source"), "bytes");
        write(this.lost.media().resolve(".staging/.tmp/half"), "by");
        write(this.lost.audit().resolve("auth/journal"), "event");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Backup backup(DataDirectory directory, ManagedPostgres server) {
        return new Backup(directory, server, terminal());
    }

    private static Terminal terminal() {
        return new Terminal(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(this.server.url(), METADATA.user(), METADATA.password());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Inserts rows in sequence until it is closed. */
    private static final class Writer implements AutoCloseable {

        private final CountDownLatch first = new CountDownLatch(1);

        private final Thread thread;

        private volatile boolean ended;

        Writer(Connection connection) {
            this.thread = Thread.ofVirtual().start(() -> {
                try (var insert = connection.prepareStatement("INSERT INTO metadata.contents (title) VALUES ('new')")) {
                    while (!this.ended) {
                        insert.executeUpdate();
                        this.first.countDown();
                    }
                }
                catch (SQLException ex) {
                    throw new IllegalStateException(ex);
                }
            });
        }

        void awaitFirst() throws InterruptedException {
            assertThat(this.first.await(30, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            this.ended = true;
            while (this.thread.isAlive()) {
                Thread.onSpinWait();
            }
        }

    }

}
