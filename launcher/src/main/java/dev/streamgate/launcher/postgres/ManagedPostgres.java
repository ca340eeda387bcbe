/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;

/**
 * The PostgreSQL server of a data directory: it listens on the loopback address only,
 * requires a password from each role, keeps its data, and survives the launcher. Callers
 * hold the data directory's lock.
 */
public final class ManagedPostgres {

    /** The server's name among the started processes. */
    public static final String NAME = "postgres";

    /** The database of the suite. */
    public static final String DATABASE = "streamgate";

    private static final String ADMIN_DATABASE = "postgres";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(250);

    private final DataDirectory directory;

    private final int port;

    private final StartedProcesses processes;

    private final PostgresCommands commands;

    private final PostmasterPidFile pidFile;

    /**
     * Describes the server of a data directory without starting it.
     * @param directory the suite's data directory
     * @param port the port to listen on
     */
    public ManagedPostgres(DataDirectory directory, int port) {
        this(directory, port, PostgresUser.choose());
    }

    ManagedPostgres(DataDirectory directory, int port, PostgresUser user) {
        this.directory = directory;
        this.port = port;
        this.processes = new StartedProcesses(directory.run());
        this.commands = new PostgresCommands(directory, user);
        this.pidFile = new PostmasterPidFile(this.commands.data());
    }

    /** The running server. */
    public Optional<StartedProcess> running() {
        return this.processes.running(NAME).or(() -> this.pidFile.server().map(this::add));
    }

    /** Whether the data directory contains a database. */
    public boolean exists() {
        return Files.exists(this.commands.data());
    }

    /** The JDBC address of the suite's database. */
    public String url() {
        return address(DATABASE);
    }

    /**
     * Starts the server unless it is running, and waits until it accepts connections.
     * @return whether this call started it
     * @throws LaunchFailure if the server does not start or is not ready in time
     */
    public boolean start() {
        Optional<StartedProcess> running = running();
        StartedProcess process = running.orElseGet(this::launch);
        if (Poll.until(TIMEOUT, POLL_INTERVAL, () -> isReady(process) ? Optional.of(true) : Optional.empty())
            .isEmpty()) {
            throw new LaunchFailure("PostgreSQL is running but does not accept connections after " + TIMEOUT.toSeconds()
                    + " s. After a crash it replays its write-ahead log first."
                    + " Run ./streamgate up again in some minutes. Its log:\n" + log());
        }
        return running.isEmpty();
    }

    /**
     * Starts the server unless it is running, without waiting until it accepts
     * connections.
     * @throws LaunchFailure if the server does not start
     */
    public void restart() {
        if (running().isEmpty()) {
            launch();
        }
    }

    /**
     * Creates or updates the database, the services' roles and their schemas.
     * @throws LaunchFailure if PostgreSQL rejects a statement
     */
    public void provision(List<DatabaseRole> roles) {
        try {
            try (var connection = connect(ADMIN_DATABASE); var statement = connection.createStatement()) {
                try (var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                    if (!found.next()) {
                        statement.execute("CREATE DATABASE " + DATABASE);
                    }
                }
                statement.execute("REVOKE ALL ON DATABASE postgres FROM PUBLIC");
            }
            try (var connection = connect(DATABASE)) {
                DatabaseRoles.apply(connection, roles);
            }
        }
        catch (SQLException ex) {
            throw new LaunchFailure("Could not create the services' roles in PostgreSQL", ex);
        }
    }

    /**
     * Stops the server: rolls back open transactions, closes connections, and writes all
     * data.
     * @return whether a server was running
     * @throws LaunchFailure if the server does not end in time
     */
    public boolean stop() {
        Optional<StartedProcess> running = running();
        running.ifPresent((process) -> {
            this.commands.requestShutdown();
            if (!ProcessTermination.awaitExit(List.of(process.identity()), TIMEOUT)) {
                throw new LaunchFailure("PostgreSQL (process " + process.identity().pid()
                        + ") is still writing its data after " + TIMEOUT.toSeconds()
                        + " s. Run ./streamgate down again later. Killing it loses no data but makes the next start"
                        + " slower.");
            }
        });
        this.processes.remove(NAME);
        return running.isPresent();
    }

    /**
     * Copies the server's data so that another server can start on the copy. The server
     * may be in use; a stopped server is started for the copy.
     * @param target the directory to create
     * @return the number of copied bytes
     * @throws IOException if a file cannot be copied
     */
    public long copyInto(Path target) throws IOException {
        boolean started = start();
        try (var connection = connect(ADMIN_DATABASE)) {
            return new OnlineBackup(this.commands.data()).into(target, connection);
        }
        catch (SQLException ex) {
            throw new LaunchFailure("Could not copy the PostgreSQL database", ex);
        }
        finally {
            if (started) {
                stop();
            }
        }
    }

    /**
     * Keeps the running suite from deleting media, after the deletions in progress.
     * @return the hold; no effect if the database is not running
     */
    public PurgeHold holdPurges() {
        try {
            return running().isPresent() ? PurgeHold.of(connect(DATABASE)) : PurgeHold.none();
        }
        catch (SQLException ex) {
            throw new LaunchFailure("Could not keep the suite from deleting media", ex);
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresCommands.SUPERUSER);
        properties.setProperty("password", this.commands.superuserPassword());
        properties.setProperty("connectTimeout", "10");
        return DriverManager.getConnection(address(database), properties);
    }

    private String address(String database) {
        return "jdbc:postgresql://127.0.0.1:" + this.port + "/" + database;
    }

    private StartedProcess launch() {
        DetachedCommand command = this.commands.server(this.port);
        this.pidFile.deleteIfStale();
        return Poll.until(TIMEOUT, RETRY_INTERVAL, () -> launch(command)).orElseThrow(this::startFailure);
    }

    /*
     * Children of a killed server hold its shared memory for a moment. Empty then, so
     * that the caller tries again.
     */
    private Optional<StartedProcess> launch(DetachedCommand command) {
        Process process = command.start();
        boolean started = Poll
            .until(TIMEOUT, POLL_INTERVAL, () -> process.isAlive()
                    ? this.pidFile.pid().filter((pid) -> pid == process.pid()).map((pid) -> true) : Optional.of(false))
            .orElse(false);
        if (started) {
            return ProcessIdentity.of(process.pid()).map(this::add);
        }
        if (log().contains("still in use") || log().contains("already exists")) {
            return Optional.empty();
        }
        throw startFailure();
    }

    private boolean isReady(StartedProcess process) {
        if (!process.identity().isAlive()) {
            throw new LaunchFailure("PostgreSQL exited during its start. Its log:\n" + log());
        }
        return this.pidFile.isReady();
    }

    private StartedProcess add(ProcessIdentity identity) {
        StartedProcess process = new StartedProcess(NAME, identity, this.port, "", Instant.now());
        this.processes.add(process);
        return process;
    }

    private LaunchFailure startFailure() {
        return new LaunchFailure("PostgreSQL did not start. Its log:\n" + log());
    }

    private String log() {
        try {
            return Files.readString(this.directory.log(NAME)).strip();
        }
        catch (IOException ex) {
            return ex.toString();
        }
    }

}
