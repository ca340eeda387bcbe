/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.observe.Observer;
import dev.streamgate.launcher.observe.Observers;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.process.ProcessMemory;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * The lines that {@code ./streamgate up} prints after a successful start.
 *
 * @param settings the launcher's settings
 * @param directory the data directory
 * @param observers the observers of the suite
 * @param terminal the launcher's output
 */
record StartSummary(Settings settings, DataDirectory directory, Observers observers, Terminal terminal) {

    private static final double MEBIBYTE = 1024 * 1024;

    /**
     * Prints the summary.
     * @param seconds the duration of the start
     * @param servicesStarted whether services were started
     * @param startedObservers the observers that were started
     * @param training whether ahead-of-time caches are being created
     */
    void print(double seconds, boolean servicesStarted, List<Observer> startedObservers, boolean training) {
        this.terminal.line(result(seconds, servicesStarted, startedObservers));
        printAddresses();
        printAdministrator();
        if (training) {
            this.terminal.line("\nA background process prepares a faster next start; ./streamgate status shows it.");
        }
    }

    private String result(double seconds, boolean servicesStarted, List<Observer> startedObservers) {
        if (servicesStarted) {
            return "Ready after %.1f s, %.0f MiB of memory.".formatted(seconds, memory() / MEBIBYTE);
        }
        if (startedObservers.isEmpty()) {
            return "Everything was running already.";
        }
        return "The services were running already. Started after %.1f s: %s.".formatted(seconds,
                startedObservers.stream().map(Observer::title).collect(Collectors.joining(", ")));
    }

    private void printAddresses() {
        String gateway = this.settings.ports().url(ServiceDefinition.GATEWAY);
        this.terminal.line("""

                StreamGate    %s
                API to try    %s/docs
                Logs          ./streamgate logs -f
                Next          ./streamgate demo""".formatted(gateway, gateway));
        StartedProcesses processes = new StartedProcesses(this.directory.run());
        Stream.of(Observer.values())
            .filter((observer) -> processes.running(observer.id()).isPresent())
            .forEach((observer) -> this.terminal
                .line("%-14s%s".formatted(observer.title(), this.observers.url(observer))));
    }

    private void printAdministrator() {
        if (this.directory.recordFirstStart()) {
            this.terminal.line("""

                    The first administrator: admin@streamgate.local, password %s
                    The password is printed only once. It is stored in %s""".formatted(
                    this.directory.secrets().password("admin-password"),
                    this.directory.secrets().file("admin-password")));
        }
    }

    private long memory() {
        StartedProcesses processes = new StartedProcesses(this.directory.run());
        return Stream
            .concat(Stream.of(ManagedPostgres.NAME), Stream.of(ServiceDefinition.values()).map(ServiceDefinition::id))
            .flatMap((name) -> processes.running(name).stream())
            .mapToLong((process) -> ProcessMemory.proportional(process.identity().pid()).orElse(0))
            .sum();
    }

}
