/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.time.Duration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.streamgate.launcher.audit.WitnessedHead;
import dev.streamgate.launcher.backup.Backup;
import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.data.Secrets;
import dev.streamgate.launcher.observe.Observer;
import dev.streamgate.launcher.observe.Observers;
import dev.streamgate.launcher.postgres.DatabaseRole;
import dev.streamgate.launcher.postgres.DatabaseRoles;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessMemory;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/** The whole suite on this machine: the database and nine services. */
public final class Suite {

    /** What graceful shutdown of a service may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final double MEBIBYTE = 1024 * 1024;

    private final Settings settings;

    private final Terminal terminal;

    private final DataDirectory home;

    private final ManagedPostgres postgres;

    private final StartedProcesses processes;

    private final ServiceEnvironment environment;

    private final Observers observers;

    /**
     * Opens the suite of a home; nothing is started.
     * @param settings what the user said
     * @param terminal where to speak
     */
    public Suite(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.home = DataDirectory.open(settings.home());
        this.postgres = new ManagedPostgres(this.home, settings.ports().postgres());
        this.processes = new StartedProcesses(this.home.run());
        this.environment = new ServiceEnvironment(settings, this.home,
                settings.database().orElseGet(this.postgres::url));
        Ports ports = settings.ports();
        this.observers = new Observers(this.home, settings.project(), settings.value("PATH").orElse(""),
                Stream.of(Observer.values()).collect(Collectors.toMap(Function.identity(), ports::of)),
                Stream.of(ServiceDefinition.values())
                    .collect(Collectors.toMap(ServiceDefinition::id, (member) -> "127.0.0.1:" + ports.of(member))));
    }

    /**
     * Starts what does not run, and again what runs an older build.
     * @param observe whether Prometheus and Alertmanager are started beside it
     * @throws LaunchFailure when that fails; what was started is stopped again then
     */
    public void up(boolean observe) {
        long begin = System.nanoTime();
        try (DataDirectory.Lock _ = this.home.lock()) {
            Optional<String> advice = observe ? this.observers.requirePrograms() : Optional.empty();
            List<Program> programs = programs();
            List<Program> missing = programs.stream().filter((program) -> !runs(program)).toList();
            requirePorts(missing, observe);
            boolean postgresIsOurs = this.settings.database().isEmpty() && this.postgres.running().isEmpty();
            StartUp startUp = new StartUp(this.home, this.settings, this.terminal);
            List<Observer> observing = new ArrayList<>();
            guarded(() -> {
                start(missing, startUp);
                if (observe) {
                    observing.addAll(this.observers.start());
                }
            }, () -> {
                this.observers.takeBack();
                startUp.takeBack();
                if (postgresIsOurs) {
                    this.postgres.stop();
                }
            });
            boolean training = new AotCacheTraining(this.home, this.settings, this.environment)
                .startInBackground(programs);
            welcome((System.nanoTime() - begin) / 1e9, !missing.isEmpty(), observing, training);
            advice.ifPresent((line) -> this.terminal.line("\n" + line));
        }
    }

    /** Stops everything that was started from this home. */
    public void down() {
        try (DataDirectory.Lock _ = this.home.lock()) {
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
            List<ProcessIdentity> killed = ProcessTermination.of(running.values(), PATIENCE);
            running.forEach((name, identity) -> {
                if (killed.contains(identity)) {
                    this.terminal
                        .line("%s did not end within %d s and was killed.".formatted(name, PATIENCE.toSeconds()));
                }
            });
            names.forEach(this.processes::forget);
            OwnerOnlyFiles.deleteTree(this.home.temporary());
            boolean hadPostgres = this.postgres.stop();
            this.terminal.line((running.isEmpty() && !hadPostgres) ? "Nothing is running."
                    : "Stopped. Data is kept in " + this.home.root());
        }
    }

    /**
     * Prints a table of all parts.
     * @return whether all of them are ready
     */
    public boolean status() {
        return new StatusTable(this.settings, this.processes, this.postgres, this.observers).print(this.terminal);
    }

    /** Makes the ahead-of-time caches; see {@link AotCacheTraining}. */
    public void train() {
        new AotCacheTraining(this.home, this.settings, this.environment).run(programs());
    }

    /** The SQL that makes the services' logins in a database of the user's own. */
    public String sql() {
        try (DataDirectory.Lock _ = this.home.lock()) {
            return DatabaseRoles.statements(logins())
                .stream()
                .map((statement) -> statement + ";\n")
                .reduce("", String::concat);
        }
    }

    /**
     * Copies everything that cannot be made again, running or not.
     * @param folder where to; made
     */
    public void backup(Path folder) {
        requireOwnDatabase("pg_dump");
        try (DataDirectory.Lock _ = this.home.lock()) {
            if (!Files.exists(this.home.postgres().resolve("data"))) {
                throw new LaunchFailure("There is nothing to back up in " + this.home.root());
            }
            new Backup(this.home, this.postgres, this.terminal).make(folder);
        }
    }

    /**
     * Fills this home, which must be empty.
     * @param folder a backup
     */
    public void restore(Path folder) {
        requireOwnDatabase("pg_restore");
        try (DataDirectory.Lock _ = this.home.lock()) {
            new Backup(this.home, this.postgres, this.terminal).restore(folder);
        }
    }

    private void requireOwnDatabase(String program) {
        this.settings.database().ifPresent((url) -> {
            throw new LaunchFailure("The database is your own (STREAMGATE_DB_URL): use " + program
                    + " for it, then copy " + this.home.root() + ". See docs/runbooks/backup-and-restore.md");
        });
    }

    /**
     * What monitor-service has witnessed of the audit journals. The database is started
     * for it if need be, and stopped again.
     */
    public List<WitnessedHead> witnessed() {
        DatabaseRole login = ServiceEnvironment.login(ServiceDefinition.MONITOR, this.home.secrets());
        if (this.settings.database().isPresent()) {
            return WitnessedHead.in(this.settings.database().get(), login);
        }
        try (DataDirectory.Lock _ = this.home.lock()) {
            if (!this.postgres.exists()) {
                return List.of();
            }
            boolean started = this.postgres.start();
            try {
                return WitnessedHead.in(this.postgres.url(), login);
            }
            finally {
                if (started) {
                    this.postgres.stop();
                }
            }
        }
    }

    /** The home of this suite. */
    public DataDirectory home() {
        return this.home;
    }

    private List<Program> programs() {
        return Stream.of(ServiceDefinition.values())
            .map((member) -> Program.find(member, this.settings.project(), this.home))
            .toList();
    }

    private boolean runs(Program program) {
        Optional<StartedProcess> process = this.processes.running(program.member().id());
        int port = this.settings.ports().of(program.member());
        process.filter((running) -> running.port() != port).ifPresent((running) -> {
            throw new LaunchFailure("The suite runs already, on other ports (" + program.member().id() + " on "
                    + running.port() + "). Stop it first: ./streamgate down");
        });
        return process.filter((running) -> running.build().equals(program.build())).isPresent();
    }

    private void requirePorts(List<Program> missing, boolean observe) {
        for (Program program : missing) {
            if (this.processes.running(program.member().id()).isEmpty()) {
                Ports.requireFree(this.settings.ports().of(program.member()), program.member().id());
            }
        }
        if (this.settings.database().isEmpty() && this.postgres.running().isEmpty()) {
            Ports.requireFree(this.settings.ports().postgres(), "PostgreSQL");
        }
        if (observe) {
            this.observers.missing()
                .forEach((observer) -> Ports.requireFree(this.settings.ports().of(observer), observer.id()));
        }
    }

    private void start(List<Program> missing, StartUp startUp) {
        if (this.settings.database().isEmpty()) {
            if (this.postgres.start()) {
                this.terminal.line("PostgreSQL is up.");
            }
            this.postgres.provide(logins());
        }
        if (!missing.isEmpty()) {
            unpack(missing);
            endOutdated(missing);
            missing.forEach(Program::removeEarlier);
            this.terminal.line("Starting %d services …".formatted(missing.size()));
            startUp.run(missing, this.environment);
        }
    }

    private List<DatabaseRole> logins() {
        Secrets secrets = this.home.secrets();
        return Stream.of(ServiceDefinition.values())
            .filter(ServiceDefinition::hasDatabase)
            .map((member) -> ServiceEnvironment.login(member, secrets))
            .toList();
    }

    private void unpack(List<Program> programs) {
        Jvm jvm = Jvm.of(this.home, this.settings);
        List<Program> packed = programs.stream().filter((program) -> !program.isUnpacked()).toList();
        if (!packed.isEmpty()) {
            this.terminal.line("Unpacking %d services …".formatted(packed.size()));
            packed.parallelStream().forEach((program) -> program.unpack(jvm.java()));
        }
    }

    private void endOutdated(List<Program> missing) {
        List<StartedProcess> outdated = new ArrayList<>();
        missing.forEach((program) -> this.processes.running(program.member().id()).ifPresent(outdated::add));
        if (!outdated.isEmpty()) {
            this.terminal.line("Stopping what runs an older build: "
                    + String.join(", ", outdated.stream().map(StartedProcess::name).toList()));
            ProcessTermination.of(outdated.stream().map(StartedProcess::identity).toList(), PATIENCE);
        }
    }

    private void welcome(double seconds, boolean servicesStarted, List<Observer> observing, boolean training) {
        double memory = Stream
            .concat(Stream.of(ManagedPostgres.NAME), Stream.of(ServiceDefinition.values()).map(ServiceDefinition::id))
            .flatMap((name) -> this.processes.running(name).stream())
            .mapToLong((process) -> ProcessMemory.proportional(process.identity().pid()).orElse(0))
            .sum() / MEBIBYTE;
        if (servicesStarted) {
            this.terminal.line("Ready after %.1f s, %.0f MiB of memory.".formatted(seconds, memory));
        }
        else if (observing.isEmpty()) {
            this.terminal.line("Everything was running already.");
        }
        else {
            this.terminal.line("The services were running already. Started after %.1f s: %s.".formatted(seconds,
                    String.join(", ", observing.stream().map(Observer::title).toList())));
        }
        String gateway = this.settings.ports().url(ServiceDefinition.GATEWAY);
        this.terminal.line("""

                StreamGate    %s
                API to try    %s/docs
                Logs          ./streamgate logs -f
                Next          ./streamgate demo""".formatted(gateway, gateway));
        for (Observer observer : Observer.values()) {
            this.processes.running(observer.id())
                .ifPresent(
                        (_) -> this.terminal.line("%-14s%s".formatted(observer.title(), this.observers.url(observer))));
        }
        if (this.home.greetFirstTime()) {
            this.terminal.line("""

                    The first administrator: admin@streamgate.local, password %s
                    It is shown this once and kept in %s""".formatted(this.home.secrets().password("admin-password"),
                    this.home.secrets().file("admin-password")));
        }
        if (training) {
            this.terminal.line("\nIn the background the next start is being made faster (./streamgate status).");
        }
    }

    /* Takes back what was done when the work fails, and also when it is interrupted. */
    private static void guarded(Runnable work, Runnable takeBack) {
        Thread hook = new Thread(takeBack);
        Runtime.getRuntime().addShutdownHook(hook);
        boolean done = false;
        try {
            work.run();
            done = true;
        }
        finally {
            if (removeHook(hook) && !done) {
                takeBack.run();
            }
        }
    }

    private static boolean removeHook(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        }
        catch (IllegalStateException ex) {
            // Ctrl-C: the hook is at work.
            return false;
        }
    }

}
