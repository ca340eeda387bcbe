/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import dev.streamgate.launcher.observe.Observer;
import dev.streamgate.launcher.observe.Observers;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.process.ProcessMemory;
import dev.streamgate.launcher.process.Restarts;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.Terminal;

/** The table of {@code ./streamgate status}: each process with its state and memory. */
final class StatusTable {

    private static final String ROW = "%-12s %8s %6s  %-10s %10s %9s  %s";

    private static final String RESTARTING = "restarting";

    private static final long MEBIBYTE = 1024L * 1024;

    private final Settings settings;

    private final StartedProcesses processes;

    private final SuiteDatabase database;

    private final Observers observers;

    StatusTable(Settings settings, StartedProcesses processes, SuiteDatabase database, Observers observers) {
        this.settings = settings;
        this.processes = processes;
        this.database = database;
        this.observers = observers;
    }

    /**
     * Prints the table.
     * @return whether all processes are ready
     */
    boolean print(Terminal terminal) {
        List<Row> rows = new ArrayList<>();
        if (this.database.isManaged()) {
            // The launcher waits for PostgreSQL before it starts other processes.
            rows.add(row(ManagedPostgres.NAME, this.settings.ports().postgres(), this.database.postgres().running(),
                    true));
        }
        try (var probe = new ServiceProbe()) {
            rows.addAll(
                    Stream.of(ServiceDefinition.values()).parallel().map((service) -> row(service, probe)).toList());
        }
        Stream.of(Observer.values())
            .filter((observer) -> this.processes.contains(observer.id()))
            .forEach((observer) -> rows.add(row(observer.id(), this.settings.ports().of(observer),
                    this.processes.running(observer.id()), this.observers.isReady(observer))));
        terminal.line(ROW.formatted("service", "process", "port", "state", "memory", "restarts", "uptime"));
        rows.forEach((row) -> terminal.line(ROW.formatted(row.name(), row.pid(), row.port(), row.state(),
                mebibytes(row.memory()), this.processes.restarts(row.name()).count(), row.uptime())));
        OptionalLong total = rows.stream()
            .map(Row::memory)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .reduce(Long::sum);
        terminal.line(ROW.formatted("all", "", "", "", mebibytes(total), "", "").strip());
        rows.stream()
            .filter((row) -> !row.ffmpeg().isEmpty())
            .forEach((row) -> terminal.line("%s-service uses %s.".formatted(row.name(), row.ffmpeg())));
        rows.forEach((row) -> printRestarts(row, terminal));
        this.processes.running(AotCacheTraining.NAME)
            .ifPresent((process) -> terminal.line("A background process creates caches for a faster start (process %d)."
                .formatted(process.identity().pid())));
        return isSupervised(rows, terminal) && rows.stream().allMatch(Row::isReady);
    }

    private void printRestarts(Row row, Terminal terminal) {
        Restarts restarts = this.processes.restarts(row.name());
        if (restarts.count() > 0) {
            terminal.line("%s: restarts since ./streamgate up: %d; it last ended at %s (%s).%s".formatted(row.name(),
                    restarts.count(), restarts.endedAt().truncatedTo(ChronoUnit.SECONDS), restarts.reason(),
                    row.state().equals(RESTARTING)
                            ? " Next start at " + restarts.nextAttempt().truncatedTo(ChronoUnit.SECONDS) + "." : ""));
        }
    }

    private boolean isSupervised(List<Row> rows, Terminal terminal) {
        boolean missing = this.settings.supervision() && rows.stream().anyMatch((row) -> !row.pid().equals("-"))
                && this.processes.running(Supervisor.NAME).isEmpty();
        if (missing) {
            terminal.line("The supervisor is not running: what ends is not restarted. Start it: ./streamgate up");
        }
        return !missing;
    }

    private Row row(ServiceDefinition service, ServiceProbe probe) {
        Optional<StartedProcess> process = this.processes.running(service.id());
        int port = process.map(StartedProcess::port).orElse(this.settings.ports().of(service));
        String url = "http://127.0.0.1:" + port;
        Row row = row(service.id(), port, process, process.isPresent() && probe.isReady(url));
        return (row.isReady() && service.hasMedia()) ? row.with(probe.ffmpeg(url).orElse("")) : row;
    }

    private Row row(String name, int port, Optional<StartedProcess> process, boolean ready) {
        if (process.isEmpty()) {
            boolean restarting = this.processes.contains(name) && this.processes.running(Supervisor.NAME).isPresent();
            return new Row(name, "-", port, restarting ? RESTARTING : "stopped", OptionalLong.empty(), "", "");
        }
        long pid = process.get().identity().pid();
        return new Row(name, Long.toString(pid), port, ready ? "ready" : "not ready", ProcessMemory.proportional(pid),
                uptime(Duration.between(process.get().startedAt(), Instant.now())), "");
    }

    private static String uptime(Duration duration) {
        if (duration.toHours() > 0) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }

    private static String mebibytes(OptionalLong bytes) {
        return bytes.isPresent() ? bytes.getAsLong() / MEBIBYTE + " MiB" : "";
    }

    private record Row(String name, String pid, int port, String state, OptionalLong memory, String uptime,
            String ffmpeg) {

        boolean isReady() {
            return this.state.equals("ready");
        }

        Row with(String used) {
            return new Row(this.name, this.pid, this.port, this.state, this.memory, this.uptime, used);
        }

    }

}
