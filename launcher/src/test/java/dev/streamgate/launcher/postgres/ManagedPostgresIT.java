/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import com.sun.security.auth.module.UnixSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ManagedPostgresIT {

    private static final DatabaseRole AUTH = new DatabaseRole("auth", "auth-password");

    private static final DatabaseRole UPLOAD = new DatabaseRole("upload", "upload-password");

    private Path folder;

    private DataDirectory directory;

    private ManagedPostgres server;

    @BeforeEach
    void open() throws IOException {
        // Not @TempDir, which another user cannot traverse if PostgreSQL runs as one.
        this.folder = Files.createTempDirectory("postgres-it");
        this.folder.toFile().setExecutable(true, false);
        this.directory = DataDirectory.open(this.folder.resolve("home"));
        this.server = new ManagedPostgres(this.directory, freePort());
    }

    @AfterEach
    void stop() {
        this.server.stop();
        OwnerOnlyFiles.deleteTree(this.folder);
    }

    @Test
    void eachRoleOwnsItsSchemaAndHasNoAccessToOthers() throws SQLException {
        startAndProvision();
        execute(AUTH, "CREATE TABLE users (id int)", "INSERT INTO auth.users VALUES (1)");
        assertThat(count(AUTH, "users")).isEqualTo(1);
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(UPLOAD, "auth.users"))
            .withMessageContaining("permission denied for schema auth");
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> execute(UPLOAD, "CREATE TABLE public.t (id int)"))
            .withMessageContaining("permission denied for schema public");
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(UPLOAD, "CREATE SCHEMA another"))
            .withMessageContaining("permission denied for database");
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> execute(UPLOAD, "ALTER ROLE streamgate_auth PASSWORD 'mine'"));
    }

    @Test
    void aWrongPasswordIsRejected() {
        PreparedPostgres.copyInto(this.directory);
        startAndProvision();
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> connect(this.server.url(), AUTH.user(), "guess"));
        assertThatExceptionOfType(SQLException.class).isThrownBy(
                () -> connect(this.server.url().replace("/streamgate", "/postgres"), AUTH.user(), AUTH.password()));
    }

    @Test
    void dataAndRolesSurviveARestart() throws SQLException {
        PreparedPostgres.copyInto(this.directory);
        startAndProvision();
        execute(AUTH, "CREATE TABLE users (id int)", "INSERT INTO users VALUES (1)");
        assertThat(this.server.start()).isFalse();
        assertThat(this.server.stop()).isTrue();
        assertThat(this.server.stop()).isFalse();
        startAndProvision();
        assertThat(count(AUTH, "users")).isEqualTo(1);
    }

    @Test
    void aKilledServerRecovers() throws SQLException {
        PreparedPostgres.copyInto(this.directory);
        startAndProvision();
        execute(AUTH, "CREATE TABLE users (id int)", "INSERT INTO users VALUES (1)");
        ProcessIdentity killed = this.server.running().orElseThrow().identity();
        killed.handle().orElseThrow().destroyForcibly();
        assertThat(ProcessTermination.awaitExit(List.of(killed), Duration.ofSeconds(10))).isTrue();
        startAndProvision();
        assertThat(this.server.running().orElseThrow().identity()).isNotEqualTo(killed);
        assertThat(count(AUTH, "users")).isEqualTo(1);
    }

    @Test
    void aStalePidFileDoesNotPreventTheStart() throws IOException {
        PreparedPostgres.copyInto(this.directory);
        startAndProvision();
        this.server.stop();
        Files.writeString(this.directory.postgres().resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + this.directory.postgres().resolve("data") + "\n1\n1\n\n\n\n");
        startAndProvision();
    }

    @Test
    void aServerWithoutAPidFileOfTheLauncherIsAdopted() {
        PreparedPostgres.copyInto(this.directory);
        startAndProvision();
        ProcessIdentity running = this.server.running().orElseThrow().identity();
        new StartedProcesses(this.directory.run()).remove(ManagedPostgres.NAME);
        assertThat(this.server.running().orElseThrow().identity()).isEqualTo(running);
    }

    @Test
    void withoutUserNamespacesAnotherUserOwnsTheData() throws SQLException, IOException {
        Assumptions.assumeTrue(new UnixSystem().getUid() == 0, "only root can run it as another user");
        this.server = new ManagedPostgres(this.directory, freePort(), PostgresUser.unprivileged());
        startAndProvision();
        assertThat(count(AUTH, "pg_catalog.pg_class")).isPositive();
        assertThat(Files.getOwner(this.directory.postgres().resolve("data")).getName()).isNotEqualTo("root");
        assertThat(Files.getOwner(this.directory.root()).getName()).isEqualTo("root");
    }

    @Test
    void aFailedStartIsReportedWithItsLog() throws IOException {
        PreparedPostgres.copyInto(this.directory);
        startAndProvision();
        this.server.stop();
        Files.writeString(this.directory.postgres().resolve("data/PG_VERSION"), "9\n");
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(this.server::start)
            .withMessageContaining("incompatible");
    }

    private void startAndProvision() {
        assertThat(this.server.start()).isTrue();
        this.server.provision(List.of(AUTH, UPLOAD));
        this.server.provision(List.of(AUTH, UPLOAD));
    }

    private void execute(DatabaseRole role, String... statements) throws SQLException {
        try (var connection = connect(this.server.url(), role.user(), role.password());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private long count(DatabaseRole role, String table) throws SQLException {
        try (var connection = connect(this.server.url(), role.user(), role.password());
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM " + table)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

}
