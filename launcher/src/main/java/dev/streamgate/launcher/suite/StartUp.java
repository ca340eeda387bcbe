/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * Starts services in parallel and waits until all are ready or one has failed. The caller
 * can stop the started services again.
 */
final class StartUp {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private static final int TAIL_LINES = 25;

    private final DataDirectory directory;

    private final Settings settings;

    private final Terminal terminal;

    private final StartedProcesses processes;

    private final Map<ServiceDefinition, ProcessIdentity> started = new ConcurrentHashMap<>();

    private final AtomicBoolean canceled = new AtomicBoolean();

    StartUp(DataDirectory directory, Settings settings, Terminal terminal) {
        this.directory = directory;
        this.settings = settings;
        this.terminal = terminal;
        this.processes = new StartedProcesses(directory.run());
    }

    /**
     * Starts programs and waits until all are ready.
     * @throws LaunchFailure if a program exits or is not ready in time
     */
    void run(List<Program> programs, ServiceEnvironment environment) {
        Jvm jvm = Jvm.of(this.directory, this.settings);
        long begin = System.nanoTime();
        for (Program program : programs) {
            start(program, jvm, environment);
        }
        try (var probe = new ServiceProbe(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ExecutorCompletionService<Outcome>(threads);
            Map<ServiceDefinition, Future<Outcome>> pending = new LinkedHashMap<>();
            programs.forEach((program) -> pending.put(program.service(),
                    outcomes.submit(() -> await(program.service(), probe))));
            try {
                while (!pending.isEmpty()) {
                    Future<Outcome> outcome = outcomes.poll(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                    if (outcome != null) {
                        report(outcome.get(), begin);
                        pending.remove(outcome.get().service());
                    }
                    this.terminal.progress("  %5.1f s  waiting for %s".formatted(secondsSince(begin),
                            String.join(", ", pending.keySet().stream().map(ServiceDefinition::id).toList())));
                }
            }
            finally {
                this.canceled.set(true);
                this.terminal.progress("");
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted");
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Stops the started services; no further one is started. */
    void stopStarted() {
        synchronized (this) {
            this.canceled.set(true);
        }
        ProcessTermination.of(this.started.values(), Duration.ofSeconds(10));
        this.started.keySet().forEach((service) -> this.processes.remove(service.id()));
    }

    private synchronized void start(Program program, Jvm jvm, ServiceEnvironment environment) {
        if (this.canceled.get()) {
            throw new LaunchFailure("Interrupted");
        }
        ServiceDefinition service = program.service();
        Process process = command(program, jvm, environment, this.directory).start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid())
            .orElseThrow(() -> failure(service, "exited at once"));
        this.started.put(service, identity);
        this.processes.add(new StartedProcess(service.id(), identity, this.settings.ports().of(service),
                program.build(), Instant.now()));
    }

    /** The command that runs a service. */
    static DetachedCommand command(Program program, Jvm jvm, ServiceEnvironment environment, DataDirectory directory) {
        ServiceDefinition service = program.service();
        return new DetachedCommand(jvm.run(program), environment.of(service), directory.root(),
                directory.log(service.id()));
    }

    private Outcome await(ServiceDefinition service, ServiceProbe probe) {
        ProcessIdentity identity = this.started.get(service);
        String url = this.settings.ports().url(service);
        return Poll.until(this.settings.startTimeout(), POLL_INTERVAL, () -> {
            if (identity == null || !identity.isAlive()) {
                return Optional.of(new Outcome(service, false, "exited during its start"));
            }
            return (this.canceled.get() || probe.isReady(url)) ? Optional.of(new Outcome(service, true, ""))
                    : Optional.empty();
        })
            .orElseGet(() -> new Outcome(service, false,
                    "was not ready after " + this.settings.startTimeout().toSeconds() + " s"));
    }

    private void report(Outcome outcome, long begin) {
        if (!outcome.ready()) {
            throw failure(outcome.service(), outcome.problem());
        }
        this.terminal.line("  %5.1f s  %s".formatted(secondsSince(begin), outcome.service().id()));
    }

    private LaunchFailure failure(ServiceDefinition service, String problem) {
        List<String> lines = new ArrayList<>();
        lines.add("The " + service.id() + " service " + problem + ". The end of its log, "
                + this.directory.log(service.id()) + ":");
        try (Stream<String> all = Files.lines(this.directory.log(service.id()))) {
            // Without stack frames, so that all causes fit into the printed lines.
            List<String> log = all.filter((line) -> !line.matches("\\s+(at |\\.\\.\\. ).*")).toList();
            lines.addAll(log.subList(Math.max(0, log.size() - TAIL_LINES), log.size()));
        }
        catch (IOException ex) {
            lines.add(ex.toString());
        }
        return new LaunchFailure(String.join("\n  ", lines));
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private record Outcome(ServiceDefinition service, boolean ready, String problem) {
    }

}
