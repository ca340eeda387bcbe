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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;

/**
 * A PostgreSQL server in a home: on the loopback address only, every login by password,
 * its data kept. It goes on when the launcher ends. Callers hold the home's lock.
 */
public final class ManagedPostgres {

    /** What the server is called among the started processes. */
    public static final String NAME = "postgres";

    /** The database of the suite. */
    public static final String DATABASE = "streamgate";

    private static final String SUPERUSER = "postgres";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration GLANCE = Duration.ofMillis(20);

    private static final int LOCK_STATUS_LINE = 7;

    private final DataDirectory home;

    private final int port;

    private final StartedProcesses processes;

    private final Path data;

    private final PostgresUser user;

    /**
     * Describes the server of a home; nothing is started.
     * @param home where it lives
     * @param port where it listens
     */
    public ManagedPostgres(DataDirectory home, int port) {
        this(home, port, PostgresUser.choose());
    }

    ManagedPostgres(DataDirectory home, int port, PostgresUser user) {
        this.home = home;
        this.port = port;
        this.user = user;
        this.processes = new StartedProcesses(home.run());
        this.data = home.postgres().resolve("data");
    }

    /** The running server. */
    public Optional<StartedProcess> running() {
        return this.processes.running(NAME).or(this::adopt);
    }

    /** Whether there is a database already. */
    public boolean exists() {
        return Files.exists(this.data);
    }

    /** The address of the suite's database. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + this.port + "/" + DATABASE;
    }

    /**
     * Starts the server unless it runs, and waits until it takes connections.
     * @return whether it was started now
     */
    public boolean start() {
        Optional<StartedProcess> running = running();
        StartedProcess process = running.orElseGet(this::launch);
        if (Poll.until(PATIENCE, GLANCE, () -> ready(process)).isEmpty()) {
            throw new LaunchFailure("PostgreSQL runs but does not take connections yet; after a crash it first reads"
                    + " its journal. Try again in a while. It says:\n" + log());
        }
        return running.isEmpty();
    }

    /** Makes database, logins and schemas, or brings them up to date. */
    public void provide(List<DatabaseRole> logins) {
        try {
            try (var connection = connect("postgres"); var statement = connection.createStatement()) {
                try (var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                    if (!found.next()) {
                        statement.execute("CREATE DATABASE " + DATABASE);
                    }
                }
                statement.execute("REVOKE ALL ON DATABASE postgres FROM PUBLIC");
            }
            try (var connection = connect(DATABASE)) {
                DatabaseRoles.apply(connection, logins);
            }
        }
        catch (SQLException ex) {
            throw new LaunchFailure("Could not make the logins of the services", ex);
        }
    }

    /**
     * Stops the server: open transactions are rolled back, clients cut off, everything
     * written out.
     * @return whether one was running
     */
    public boolean stop() {
        Optional<StartedProcess> running = running();
        running.ifPresent((process) -> {
            run("stop", PostgresPrograms.in(this.home.postgres()).pgCtl(), "stop", "-D", this.data.toString(), "-m",
                    "fast", "-W");
            if (!ProcessTermination.awaitExit(List.of(process.identity()), PATIENCE)) {
                throw new LaunchFailure("PostgreSQL (process " + process.identity().pid()
                        + ") is still writing its data out. Try again later; killing it loses nothing but time.");
            }
        });
        this.processes.forget(NAME);
        return running.isPresent();
    }

    /**
     * Copies the data folder to where another server can start on it. This one may be in
     * use meanwhile; one that does not run is started for the while.
     * @param target a folder that is made
     * @return how many bytes were copied
     */
    public long copyInto(Path target) throws IOException {
        boolean started = start();
        try (var connection = connect("postgres")) {
            return new OnlineBackup(this.data).into(target, connection);
        }
        catch (SQLException ex) {
            throw new LaunchFailure("PostgreSQL could not be copied", ex);
        }
        finally {
            if (started) {
                stop();
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", this.home.secrets().password("postgres-superuser"));
        properties.setProperty("connectTimeout", "10");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + this.port + "/" + database, properties);
    }

    private void initialize(PostgresPrograms programs) {
        Path unfinished = this.home.postgres().resolve("data.unfinished");
        OwnerOnlyFiles.deleteTree(unfinished);
        Path password = this.home.postgres().resolve("superuser-password");
        OwnerOnlyFiles.write(password, this.home.secrets().password("postgres-superuser"));
        try {
            this.user.own(this.home.postgres());
            run("initialize", programs.initdb(), "--pgdata=" + unfinished, "--username=" + SUPERUSER,
                    "--pwfile=" + password, "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin",
                    "--locale=C.UTF-8");
            Files.move(unfinished, this.data, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not make the database in " + this.data, ex);
        }
        finally {
            password.toFile().delete();
        }
    }

    private StartedProcess launch() {
        PostgresPrograms programs = PostgresPrograms.in(this.home.postgres());
        this.user.own(this.home.postgres());
        if (!Files.exists(this.data)) {
            initialize(programs);
        }
        removeForeignLock();
        DetachedCommand command = new DetachedCommand(
                this.user.command(programs.postgres(), "-D", this.data.toString(), "-p", Integer.toString(this.port),
                        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
                        "shared_buffers=64MB", "-c", "max_connections=120", "-c", "timezone=UTC", "-c",
                        "log_timezone=UTC", "-c", "log_line_prefix=%m [%p] %q%u "),
                environment(), this.home.root(), this.home.log(NAME));
        return Poll.until(PATIENCE, Duration.ofMillis(250), () -> launch(command))
            .orElseThrow(() -> new LaunchFailure("PostgreSQL did not start:\n" + log()));
    }

    /*
     * What a killed server leaves behind (children that hold its memory) is gone after a
     * moment: then it is tried again.
     */
    private Optional<StartedProcess> launch(DetachedCommand command) {
        Process process = command.start();
        boolean up = Poll
            .until(PATIENCE, GLANCE, () -> process.isAlive()
                    ? lock().filter((lines) -> pidIn(lines) == process.pid()).map((lines) -> true) : Optional.of(false))
            .orElse(false);
        if (up) {
            return ProcessIdentity.of(process.pid()).map(this::remember);
        }
        if (log().contains("still in use") || log().contains("already exists")) {
            return Optional.empty();
        }
        throw new LaunchFailure("PostgreSQL did not start:\n" + log());
    }

    private Optional<Boolean> ready(StartedProcess process) {
        if (!process.identity().isAlive()) {
            throw new LaunchFailure("PostgreSQL ended:\n" + log());
        }
        return lock()
            .filter((lines) -> lines.size() > LOCK_STATUS_LINE && lines.get(LOCK_STATUS_LINE).strip().equals("ready"))
            .map((lines) -> true);
    }

    /* A server whose launcher was killed before it could remember it. */
    private Optional<StartedProcess> adopt() {
        return lock().map(ManagedPostgres::pidIn)
            .filter((pid) -> workingFolder(pid).filter(this.data::equals).isPresent())
            .flatMap(ProcessIdentity::of)
            .map(this::remember);
    }

    /*
     * After a crash of the machine the number in the lock file may belong to another
     * program by now, and PostgreSQL would refuse to start for as long as that runs.
     */
    private void removeForeignLock() {
        boolean foreign = lock().map(ManagedPostgres::pidIn)
            .flatMap(ManagedPostgres::workingFolder)
            .filter((folder) -> !folder.equals(this.data))
            .isPresent();
        if (foreign) {
            this.data.resolve("postmaster.pid").toFile().delete();
        }
    }

    /* PostgreSQL works in its data folder. Only Linux tells. */
    private static Optional<Path> workingFolder(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")));
        }
        catch (IOException ex) {
            return Optional.empty();
        }
    }

    private Optional<List<String>> lock() {
        try {
            return Optional.of(Files.readAllLines(this.data.resolve("postmaster.pid")))
                .filter((lines) -> !lines.isEmpty() && lines.getFirst().strip().matches("\\d{1,18}"));
        }
        catch (IOException ex) {
            return Optional.empty();
        }
    }

    private static long pidIn(List<String> lock) {
        return Long.parseLong(lock.getFirst().strip());
    }

    private StartedProcess remember(ProcessIdentity identity) {
        StartedProcess process = new StartedProcess(NAME, identity, this.port, "", Instant.now());
        this.processes.add(process);
        return process;
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

    private String log() {
        try {
            return Files.readString(this.home.log(NAME)).strip();
        }
        catch (IOException ex) {
            return ex.toString();
        }
    }

    /* PGDATA, PGPORT and their like in the user's environment are for other servers. */
    private static Map<String, String> environment() {
        return Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), "LC_ALL", "C");
    }

}
