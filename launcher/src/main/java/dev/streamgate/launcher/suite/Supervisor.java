/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.observe.Observer;
import dev.streamgate.launcher.observe.Observers;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.process.LogRotation;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.Restarts;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * The process that restarts what ends without a request: after a delay that doubles with
 * each end after a short run, from a second to about a minute. It ends services that have
 * stopped replying, so that they are restarted too, and rotates the logs.
 * <p>
 * What {@code down} has stopped has no pid file and is not restarted. The data
 * directory's lock excludes {@code up} and {@code down} while a process is started.
 */
final class Supervisor {

    /** The command, and its name among the started processes. */
    static final String NAME = "supervisor";

    /** A log that is larger is rotated. */
    static final long LOG_LIMIT = 20L * 1024 * 1024;

    private static final Duration RESTART_INTERVAL = Duration.ofSeconds(1);

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(10);

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(25);

    private final DataDirectory directory;

    private final Settings settings;

    private final SuiteDatabase database;

    private final ServiceEnvironment environment;

    private final Observers observers;

    private final Terminal terminal;

    private final StartedProcesses processes;

    private final LivenessWatch liveness;

    /** Reasons of ends that this process caused or can tell, by name. */
    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    /** The processes whose end was recorded and that are not restarted yet. */
    private final Map<String, ProcessIdentity> ended = new HashMap<>();

    /** The exit status is known of children only, not of what {@code up} started. */
    private final Map<String, Process> children = new HashMap<>();

    Supervisor(DataDirectory directory, Settings settings, SuiteDatabase database, ServiceEnvironment environment,
            Observers observers, Terminal terminal) {
        this.directory = directory;
        this.settings = settings;
        this.database = database;
        this.environment = environment;
        this.observers = observers;
        this.terminal = terminal;
        this.processes = new StartedProcesses(directory.run());
        this.liveness = new LivenessWatch(settings.startTimeout());
    }

    /** Supervises until this process is terminated. */
    void run() {
        try (ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
                ServiceProbe probe = new ServiceProbe()) {
            ScheduledFuture<?> _ = threads.scheduleWithFixedDelay(guarded(this::restartEnded), 0,
                    RESTART_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            ScheduledFuture<?> _ = threads.scheduleWithFixedDelay(guarded(() -> {
                rotateLogs();
                endUnresponsive(probe);
            }), WATCH_INTERVAL.toMillis(), WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private Runnable guarded(Runnable action) {
        return () -> {
            try {
                action.run();
            }
            catch (RuntimeException ex) {
                // The next round tries again.
                print("Failed: " + ex);
            }
        };
    }

    private void restartEnded() {
        for (Member member : members()) {
            Optional<StartedProcess> process = this.processes.last(member.name());
            if (process.isPresent() && !process.get().identity().isAlive()) {
                Restarts restarts = recordEnd(process.get());
                if (!Instant.now().isBefore(restarts.nextAttempt())) {
                    this.directory.tryLock().ifPresent((lock) -> {
                        try (lock) {
                            restart(member, process.get());
                        }
                    });
                }
            }
        }
    }

    private Restarts recordEnd(StartedProcess process) {
        String name = process.name();
        Restarts restarts = this.processes.restarts(name);
        if (!process.identity().equals(this.ended.get(name))) {
            String reason = Optional.ofNullable(this.reasons.remove(name))
                .or(() -> Optional.ofNullable(this.children.remove(name))
                    .filter((child) -> !child.isAlive())
                    .map((child) -> "exit status " + child.exitValue()))
                .orElse("unknown exit status");
            restarts = restarts.ended(process.startedAt(), Instant.now(), reason);
            this.processes.record(name, restarts);
            this.ended.put(name, process.identity());
            print("%s (process %d) ended: %s. Restart %d in %d s.".formatted(name, process.identity().pid(), reason,
                    restarts.count(), Duration.between(restarts.endedAt(), restarts.nextAttempt()).toSeconds()));
        }
        return restarts;
    }

    /** Starts a process under the lock, unless another launcher was faster. */
    private void restart(Member member, StartedProcess process) {
        if (this.processes.last(member.name()).filter(process::equals).isEmpty()) {
            return;
        }
        try {
            member.restart().accept(process);
            print(member.name() + " restarted.");
        }
        catch (LaunchFailure ex) {
            // It counts as an end, so that the next attempt is later.
            this.ended.remove(member.name());
            this.reasons.put(member.name(), "failed start");
            print(String.valueOf(ex.getMessage()));
        }
    }

    private void restart(ServiceDefinition service, StartedProcess process) {
        Program program = Program.unpacked(service, process.build(), this.directory);
        Process child = StartUp
            .command(program, Jvm.of(this.directory, this.settings), this.environment, this.directory)
            .restart();
        ProcessIdentity.of(child.pid())
            .ifPresent((identity) -> this.processes
                .add(new StartedProcess(process.name(), identity, process.port(), process.build(), Instant.now())));
        this.children.put(process.name(), child);
    }

    private void endUnresponsive(ServiceProbe probe) {
        Map<StartedProcess, Boolean> replies = new LinkedHashMap<>();
        Stream.of(ServiceDefinition.values())
            .flatMap((service) -> this.processes.running(service.id()).stream())
            .parallel()
            .map((process) -> Map.entry(process, probe.isLive("http://127.0.0.1:" + process.port())))
            .toList()
            .forEach((reply) -> replies.put(reply.getKey(), reply.getValue()));
        this.liveness.round(replies, Instant.now()).ifPresent((process) -> {
            print("%s (process %d) does not reply. Ending it; a thread dump is in its log.".formatted(process.name(),
                    process.identity().pid()));
            this.reasons.put(process.name(), "did not reply");
            dumpThreads(process.identity());
            ProcessTermination.of(List.of(process.identity()), SHUTDOWN_TIMEOUT);
        });
    }

    private static void dumpThreads(ProcessIdentity process) {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
        }
        catch (IOException ex) {
            // The process is ended without a thread dump.
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void rotateLogs() {
        try (Stream<Path> logs = Files.list(this.directory.logs())) {
            logs.filter((file) -> file.getFileName().toString().endsWith(".log"))
                .filter((log) -> LogRotation.rotate(log, LOG_LIMIT))
                .forEach((log) -> print("Rotated " + log + "."));
        }
        catch (IOException ex) {
            print("Could not list the logs: " + ex);
        }
    }

    private List<Member> members() {
        return Stream
            .of(Stream.of(new Member(ManagedPostgres.NAME, (process) -> this.database.postgres().restart())),
                    Stream.of(ServiceDefinition.values())
                        .map((service) -> new Member(service.id(), (process) -> restart(service, process))),
                    Stream.of(Observer.values())
                        .map((observer) -> new Member(observer.id(), (process) -> this.observers.restart(observer))))
            .flatMap((members) -> members)
            .toList();
    }

    private void print(String text) {
        this.terminal.line(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }

    /**
     * A supervised process.
     *
     * @param name the name among the started processes
     * @param restart starts it again
     */
    private record Member(String name, Consumer<StartedProcess> restart) {
    }

}
