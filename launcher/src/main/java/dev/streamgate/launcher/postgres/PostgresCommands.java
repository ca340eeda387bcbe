/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * Runs PostgreSQL's programs for one data directory: {@code initdb}, {@code postgres} and
 * {@code pg_ctl}.
 *
 * @param directory the suite's data directory
 * @param user the operating system user of PostgreSQL
 */
record PostgresCommands(DataDirectory directory, PostgresUser user) {

    /** The database superuser. */
    static final String SUPERUSER = "postgres";

    /** The data directory of the server. */
    Path data() {
        return this.directory.postgres().resolve("data");
    }

    /** The superuser's password. */
    String superuserPassword() {
        return this.directory.secrets().password("postgres-superuser");
    }

    /**
     * The command of the server; creates the database cluster the first time.
     * @param port the port to listen on, at 127.0.0.1
     */
    DetachedCommand server(int port) {
        PostgresPrograms programs = programs();
        this.user.own(this.directory.postgres());
        if (!Files.exists(data())) {
            createCluster(programs);
        }
        return new DetachedCommand(
                this.user.command(programs.postgres(), "-D", data().toString(), "-p", Integer.toString(port), "-c",
                        "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "shared_buffers=64MB",
                        "-c", "max_connections=120", "-c", "timezone=UTC", "-c", "log_timezone=UTC", "-c",
                        "log_line_prefix=%m [%p] %q%u "),
                environment(), this.directory.root(), this.directory.log(ManagedPostgres.NAME));
    }

    /** Requests a fast shutdown: rolls back open transactions and closes connections. */
    void requestShutdown() {
        run("stop", programs().pgCtl(), "stop", "-D", data().toString(), "-m", "fast", "-W");
    }

    private PostgresPrograms programs() {
        return PostgresPrograms.in(this.directory.postgres());
    }

    private void createCluster(PostgresPrograms programs) {
        Path unfinished = this.directory.postgres().resolve("data.unfinished");
        OwnerOnlyFiles.deleteTree(unfinished);
        Path password = this.directory.postgres().resolve("superuser-password");
        OwnerOnlyFiles.write(password, superuserPassword());
        try {
            this.user.own(this.directory.postgres());
            run("initialize", programs.initdb(), "--pgdata=" + unfinished, "--username=" + SUPERUSER,
                    "--pwfile=" + password, "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin",
                    "--locale=C.UTF-8");
            Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not create the database in " + data(), ex);
        }
        finally {
            password.toFile().delete();
        }
    }

    private void run(String purpose, String... command) {
        ProcessBuilder builder = new ProcessBuilder(this.user.command(command)).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LaunchFailure("PostgreSQL could not " + purpose + ":\n" + output.strip());
            }
        }
        catch (IOException ex) {
            throw new LaunchFailure("PostgreSQL could not " + purpose, ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted");
        }
    }

    /*
     * PGDATA, PGPORT and the like in the user's environment are meant for other servers.
     */
    private static Map<String, String> environment() {
        return Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), "LC_ALL", "C");
    }

}
