/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import dev.streamgate.launcher.observe.Observer;
import dev.streamgate.launcher.observe.Observers;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.process.ProcessMemory;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.Terminal;

/** What runs, and how it is. */
final class StatusTable {

    private static final String ROW = "%-12s %8s %6s  %-8s %10s  %s";

    private static final long MEBIBYTE = 1024L * 1024;

    private final Settings settings;

    private final StartedProcesses processes;

    private final ManagedPostgres postgres;

    private final Observers observers;

    StatusTable(Settings settings, StartedProcesses processes, ManagedPostgres postgres, Observers observers) {
        this.settings = settings;
        this.processes = processes;
        this.postgres = postgres;
        this.observers = observers;
    }

    /**
     * Prints the table.
     * @return whether all parts are ready
     */
    boolean print(Terminal terminal) {
        List<Row> rows = new ArrayList<>();
        if (this.settings.database().isEmpty()) {
            // The server is done with starting before anything else is started.
            rows.add(row(ManagedPostgres.NAME, this.settings.ports().postgres(), this.postgres.running(), true));
        }
        try (var readiness = new Readiness()) {
            rows.addAll(Stream.of(ServiceDefinition.values()).parallel().map((member) -> {
                Optional<StartedProcess> process = this.processes.running(member.id());
                int port = process.map(StartedProcess::port).orElse(this.settings.ports().of(member));
                return row(member.id(), port, process, process.isPresent() && readiness.of("http://127.0.0.1:" + port));
            }).toList());
        }
        Stream.of(Observer.values())
            .filter((observer) -> this.processes.remembers(observer.id()))
            .forEach((observer) -> rows.add(row(observer.id(), this.settings.ports().of(observer),
                    this.processes.running(observer.id()), this.observers.isReady(observer))));
        terminal.line(ROW.formatted("service", "process", "port", "state", "memory", "up for"));
        rows.forEach((row) -> terminal.line(
                ROW.formatted(row.name(), row.pid(), row.port(), row.state(), mebibytes(row.memory()), row.uptime())));
        OptionalLong total = rows.stream()
            .map(Row::memory)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .reduce(Long::sum);
        terminal.line(ROW.formatted("all", "", "", "", mebibytes(total), "").strip());
        this.processes.running(AotCacheTraining.NAME)
            .ifPresent((process) -> terminal
                .line("Caches for a faster start are being made (process %d).".formatted(process.identity().pid())));
        return rows.stream().allMatch((row) -> row.state().equals("ready"));
    }

    private static Row row(String name, int port, Optional<StartedProcess> process, boolean ready) {
        if (process.isEmpty()) {
            return new Row(name, "-", port, "stopped", OptionalLong.empty(), "");
        }
        long pid = process.get().identity().pid();
        return new Row(name, Long.toString(pid), port, ready ? "ready" : "waiting", ProcessMemory.proportional(pid),
                uptime(Duration.between(process.get().startedAt(), Instant.now())));
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

    private record Row(String name, String pid, int port, String state, OptionalLong memory, String uptime) {
    }

}
