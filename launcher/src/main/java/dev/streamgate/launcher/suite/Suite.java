/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.launcher.audit.WitnessExport;
import dev.streamgate.launcher.backup.Backup;
import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.observe.Observer;
import dev.streamgate.launcher.observe.Observers;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/** The whole suite on this machine: the database, nine services, and the observers. */
public final class Suite {

    /** The command that supervises the processes. */
    public static final String SUPERVISE = Supervisor.NAME;

    /** The time for the graceful shutdown of a service. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(25);

    private final Settings settings;

    private final Terminal terminal;

    private final DataDirectory directory;

    private final SuiteDatabase database;

    private final StartedProcesses processes;

    private final ServiceEnvironment environment;

    private final Observers observers;

    /**
     * Opens the suite of a data directory without starting it.
     * @param settings the launcher's settings
     * @param terminal the launcher's output
     */
    public Suite(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.directory = DataDirectory.open(settings.home());
        this.database = SuiteDatabase.of(settings, this.directory);
        this.processes = new StartedProcesses(this.directory.run());
        this.environment = new ServiceEnvironment(settings, this.directory, this.database.url());
        Ports ports = settings.ports();
        this.observers = new Observers(this.directory, settings.project(), settings.value("PATH").orElse(""),
                Stream.of(Observer.values()).collect(Collectors.toMap(Function.identity(), ports::of)),
                Stream.of(ServiceDefinition.values())
                    .collect(Collectors.toMap(ServiceDefinition::id, (service) -> "127.0.0.1:" + ports.of(service))));
    }

    /**
     * Starts the processes that are not running and restarts services of an older build.
     * @param observe whether to start Prometheus and Alertmanager too
     * @throws LaunchFailure if a process does not start; the processes started by this
     * call are stopped again
     */
    public void up(boolean observe) {
        long begin = System.nanoTime();
        try (DataDirectory.Lock _ = this.directory.lock()) {
            Optional<String> warning = observe ? this.observers.requirePrograms() : Optional.empty();
            List<Program> programs = programs();
            List<Program> missing = programs.stream().filter((program) -> !isRunning(program)).toList();
            requirePorts(missing, observe);
            boolean databaseStarts = this.database.isStartNeeded();
            StartUp startUp = new StartUp(this.directory, this.settings, this.terminal);
            List<Observer> startedObservers = new ArrayList<>();
            Rollback.onFailure(() -> {
                this.database.start(this.terminal);
                start(missing, startUp);
                if (observe) {
                    startedObservers.addAll(this.observers.start());
                }
            }, () -> {
                this.observers.stopStarted();
                startUp.stopStarted();
                if (databaseStarts) {
                    this.database.postgres().stop();
                }
            });
            boolean training = new AotCacheTraining(this.directory, this.settings, this.environment)
                .startInBackground(programs);
            startSupervisor();
            new StartSummary(this.settings, this.directory, this.observers, this.terminal)
                .print((System.nanoTime() - begin) / 1e9, !missing.isEmpty(), startedObservers, training);
            warning.ifPresent((line) -> this.terminal.line("\n" + line));
        }
    }

    /** Stops all processes that were started for this data directory. */
    public void down() {
        try (DataDirectory.Lock _ = this.directory.lock()) {
            stopSupervisor();
            Map<String, ProcessIdentity> running = new LinkedHashMap<>();
            List<String> names = Stream
                .of(Stream.of(AotCacheTraining.NAME), Stream.of(Observer.values()).map(Observer::id),
                        Stream.of(ServiceDefinition.values()).map(ServiceDefinition::id))
                .flatMap(Function.identity())
                .toList();
            names.forEach((name) -> this.processes.running(name)
                .ifPresent((process) -> running.put(name, process.identity())));
            if (!running.isEmpty()) {
                this.terminal.line("Stopping %s …".formatted(String.join(", ", running.keySet())));
            }
            List<ProcessIdentity> killed = ProcessTermination.of(running.values(), SHUTDOWN_TIMEOUT);
            running.forEach((name, identity) -> {
                if (killed.contains(identity)) {
                    this.terminal.line("%s did not stop within %d s and was killed.".formatted(name,
                            SHUTDOWN_TIMEOUT.toSeconds()));
                }
            });
            names.forEach(this.processes::remove);
            OwnerOnlyFiles.deleteTree(this.directory.temporary());
            boolean postgresStopped = this.database.postgres().stop();
            this.terminal.line((running.isEmpty() && !postgresStopped) ? "Nothing is running."
                    : "Stopped. The data is kept in " + this.directory.root());
        }
    }

    /**
     * Prints a table of all processes.
     * @return whether all of them are ready
     */
    public boolean status() {
        return new StatusTable(this.settings, this.processes, this.database, this.observers).print(this.terminal);
    }

    /** Creates the ahead-of-time caches; see {@link AotCacheTraining}. */
    public void train() {
        new AotCacheTraining(this.directory, this.settings, this.environment).run(programs());
    }

    /** Supervises the processes; see {@link Supervisor}. */
    public void supervise() {
        new Supervisor(this.directory, this.settings, this.database, this.environment, this.observers, this.terminal)
            .run();
    }

    /**
     * The SQL that creates the services' roles and schemas in the user's own database.
     */
    public String sql() {
        try (DataDirectory.Lock _ = this.directory.lock()) {
            return this.database.sql();
        }
    }

    /**
     * Backs up the data directory; see {@link Backup}. The suite may be running.
     * @param folder the folder to create
     */
    public void backup(Path folder) {
        this.database.requireManaged("pg_dump");
        try (DataDirectory.Lock _ = this.directory.lock()) {
            if (!this.database.postgres().exists()) {
                throw new LaunchFailure("There is no suite to back up in " + this.directory.root() + ".");
            }
            new Backup(this.directory, this.database.postgres(), this.terminal).create(folder);
        }
    }

    /**
     * Restores a backup into the data directory, which must be empty.
     * @param folder the backup
     */
    public void restore(Path folder) {
        this.database.requireManaged("pg_restore");
        try (DataDirectory.Lock _ = this.directory.lock()) {
            new Backup(this.directory, this.database.postgres(), this.terminal).restore(folder);
        }
    }

    /**
     * Fetches the heads of audit journals that monitor-service has witnessed.
     * @throws LaunchFailure if monitor-service is not running
     */
    public List<WitnessedHead> witnessedHeads() {
        String token;
        try (DataDirectory.Lock _ = this.directory.lock()) {
            token = ServiceEnvironment.launcherToken(this.directory.secrets());
        }
        return WitnessExport.fetch(this.settings.ports().url(ServiceDefinition.MONITOR), token);
    }

    /** The data directory. */
    public DataDirectory directory() {
        return this.directory;
    }

    /** A new supervisor has the settings of the latest start. */
    private void startSupervisor() {
        stopSupervisor();
        if (this.settings.supervision()) {
            new BackgroundCommand(Supervisor.NAME, this.directory, this.settings).start(List.of(), "32m");
        }
    }

    /** The caller's lock excludes that the supervisor is starting a process. */
    private void stopSupervisor() {
        this.processes.running(Supervisor.NAME)
            .ifPresent((process) -> ProcessTermination.of(List.of(process.identity()), SHUTDOWN_TIMEOUT));
        this.processes.remove(Supervisor.NAME);
    }

    private List<Program> programs() {
        return Stream.of(ServiceDefinition.values())
            .map((service) -> Program.find(service, this.settings.project(), this.directory))
            .toList();
    }

    private boolean isRunning(Program program) {
        Optional<StartedProcess> process = this.processes.running(program.service().id());
        int port = this.settings.ports().of(program.service());
        process.filter((running) -> running.port() != port).ifPresent((running) -> {
            throw new LaunchFailure("The suite is already running on other ports (" + program.service().id() + " on "
                    + running.port() + "). Stop it first: ./streamgate down");
        });
        return process.filter((running) -> running.build().equals(program.build())).isPresent();
    }

    private void requirePorts(List<Program> missing, boolean observe) {
        for (Program program : missing) {
            if (this.processes.running(program.service().id()).isEmpty()) {
                Ports.requireFree(this.settings.ports().of(program.service()), program.service().id());
            }
        }
        if (this.database.isStartNeeded()) {
            Ports.requireFree(this.settings.ports().postgres(), "PostgreSQL");
        }
        if (observe) {
            this.observers.missing()
                .forEach((observer) -> Ports.requireFree(this.settings.ports().of(observer), observer.id()));
        }
    }

    private void start(List<Program> missing, StartUp startUp) {
        if (!missing.isEmpty()) {
            unpack(missing);
            stopOutdated(missing);
            missing.forEach(Program::deleteEarlierBuilds);
            missing.forEach((program) -> this.processes.remove(program.service().id()));
            this.terminal.line("Starting %d services …".formatted(missing.size()));
            startUp.run(missing, this.environment);
        }
    }

    private void unpack(List<Program> programs) {
        Jvm jvm = Jvm.of(this.directory, this.settings);
        List<Program> packed = programs.stream().filter((program) -> !program.isUnpacked()).toList();
        if (!packed.isEmpty()) {
            this.terminal.line("Unpacking %d services …".formatted(packed.size()));
            packed.parallelStream().forEach((program) -> program.unpack(jvm.java()));
        }
    }

    private void stopOutdated(List<Program> missing) {
        List<StartedProcess> outdated = new ArrayList<>();
        missing.forEach((program) -> this.processes.running(program.service().id()).ifPresent(outdated::add));
        if (!outdated.isEmpty()) {
            this.terminal.line("Stopping services of an older build: "
                    + String.join(", ", outdated.stream().map(StartedProcess::name).toList()));
            ProcessTermination.of(outdated.stream().map(StartedProcess::identity).toList(), SHUTDOWN_TIMEOUT);
        }
    }

}
