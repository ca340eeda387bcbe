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
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * Services being started, all at once, until all are ready or one has failed. What was
 * started can be taken back.
 */
final class StartUp {

    private static final Duration GLANCE = Duration.ofMillis(100);

    private static final int TAIL_LINES = 25;

    private final DataDirectory home;

    private final Settings settings;

    private final Terminal terminal;

    private final StartedProcesses processes;

    private final Map<ServiceDefinition, ProcessIdentity> started = new ConcurrentHashMap<>();

    private final AtomicBoolean abandoned = new AtomicBoolean();

    StartUp(DataDirectory home, Settings settings, Terminal terminal) {
        this.home = home;
        this.settings = settings;
        this.terminal = terminal;
        this.processes = new StartedProcesses(home.run());
    }

    /**
     * Starts programs and waits.
     * @throws LaunchFailure when one ends or is not ready in time
     */
    void run(List<Program> programs, ServiceEnvironment environment) {
        Jvm jvm = Jvm.of(this.home, this.settings);
        long begin = System.nanoTime();
        for (Program program : programs) {
            start(program, jvm, environment);
        }
        try (var readiness = new Readiness(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ExecutorCompletionService<Outcome>(threads);
            Map<ServiceDefinition, Future<Outcome>> pending = new LinkedHashMap<>();
            programs.forEach((program) -> pending.put(program.member(),
                    answers.submit(() -> await(program.member(), readiness))));
            try {
                while (!pending.isEmpty()) {
                    Future<Outcome> answer = answers.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                    if (answer != null) {
                        report(answer.get(), begin);
                        pending.remove(answer.get().member());
                    }
                    this.terminal.progress("  %5.1f s  waiting for %s".formatted(secondsSince(begin),
                            String.join(", ", pending.keySet().stream().map(ServiceDefinition::id).toList())));
                }
            }
            finally {
                this.abandoned.set(true);
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

    /** Ends what was started. */
    void takeBack() {
        this.abandoned.set(true);
        ProcessTermination.of(this.started.values(), Duration.ofSeconds(10));
        this.started.keySet().forEach((member) -> this.processes.forget(member.id()));
    }

    private void start(Program program, Jvm jvm, ServiceEnvironment environment) {
        ServiceDefinition member = program.member();
        Process process = new DetachedCommand(jvm.run(program), environment.of(member), this.home.root(),
                this.home.log(member.id()))
            .start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid())
            .orElseThrow(() -> failure(member, "ended at once"));
        this.started.put(member, identity);
        this.processes.add(new StartedProcess(member.id(), identity, this.settings.ports().of(member), program.build(),
                Instant.now()));
    }

    private Outcome await(ServiceDefinition member, Readiness readiness) {
        ProcessIdentity identity = this.started.get(member);
        String url = this.settings.ports().url(member);
        return Poll.until(this.settings.startTimeout(), GLANCE, () -> {
            if (identity == null || !identity.isAlive()) {
                return Optional.of(new Outcome(member, false, "ended"));
            }
            return (this.abandoned.get() || readiness.of(url)) ? Optional.of(new Outcome(member, true, ""))
                    : Optional.empty();
        })
            .orElseGet(() -> new Outcome(member, false,
                    "was not ready after " + this.settings.startTimeout().toSeconds() + " s"));
    }

    private void report(Outcome outcome, long begin) {
        if (!outcome.ready()) {
            throw failure(outcome.member(), outcome.problem());
        }
        this.terminal.line("  %5.1f s  %s".formatted(secondsSince(begin), outcome.member().id()));
    }

    private LaunchFailure failure(ServiceDefinition member, String problem) {
        List<String> lines = new ArrayList<>();
        lines.add("The " + member.id() + " service " + problem + ". The end of its log, " + this.home.log(member.id())
                + ":");
        try (Stream<String> all = Files.lines(this.home.log(member.id()))) {
            // The causes tell, and frames would push them out.
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

    private record Outcome(ServiceDefinition member, boolean ready, String problem) {
    }

}
