/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Operations per second and CPU time per operation, in alternating rounds. */
final class Throughput {

    private static final Duration WARM_UP = Duration.ofSeconds(8);

    private final List<Contestant> contestants;

    private final int rounds;

    private final Duration duration;

    Throughput(List<Contestant> contestants, int rounds, Duration duration) {
        this.contestants = contestants;
        this.rounds = rounds;
        this.duration = duration;
    }

    /**
     * Measures all contestants and prints a table.
     * @param reference the contestant that the others are compared with
     */
    void measure(String title, int connections, String reference, Operation operation) throws Exception {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (Contestant contestant : this.contestants) {
            run(contestant, connections, WARM_UP, operation);
            samples.put(contestant.name(), new ArrayList<>());
        }
        for (int round = 0; round < this.rounds; round++) {
            for (int i = 0; i < this.contestants.size(); i++) {
                Contestant contestant = this.contestants.get((round + i) % this.contestants.size());
                samples.computeIfAbsent(contestant.name(), (name) -> new ArrayList<>())
                    .add(run(contestant, connections, this.duration, operation));
            }
        }
        print(title + ", " + connections + " connections", samples, reference);
    }

    private static void print(String title, Map<String, List<Sample>> samples, String reference) {
        System.out.printf("%n%s%n%n| proxy | operations/s | ratio to %s | CPU ms/operation | ratio to %s |%n", title,
                reference, reference);
        System.out.println("|---|---|---|---|---|");
        List<Sample> references = samples.getOrDefault(reference, List.of());
        samples.forEach((name, own) -> System.out.printf("| %s | %s | %s | %s | %s |%n", name,
                spread(own.stream().map(Sample::rate).toList()), spread(ratios(own, references, true)),
                spread(own.stream().map(Sample::cpuMillis).toList()), spread(ratios(own, references, false))));
    }

    private static List<Double> ratios(List<Sample> own, List<Sample> references, boolean rate) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(rate ? own.get(i).rate() / references.get(i).rate()
                    : own.get(i).cpuMillis() / references.get(i).cpuMillis());
        }
        return ratios;
    }

    /** Median, minimum and maximum. */
    private static String spread(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        String format = (median >= 100) ? "%.0f (%.0f–%.0f)" : (median >= 10) ? "%.1f (%.1f–%.1f)" : "%.2f (%.2f–%.2f)";
        return (median == 0) ? "–" : String.format(Locale.ROOT, format, median, sorted.getFirst(), sorted.getLast());
    }

    private static Sample run(Contestant contestant, int connections, Duration duration, Operation operation)
            throws IOException, InterruptedException {
        long cpu = contestant.cpuMillis();
        long start = System.nanoTime();
        long deadline = start + duration.toNanos();
        List<Future<Integer>> counts = new ArrayList<>();
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (int i = 0; i < connections; i++) {
                counts.add(threads.submit(() -> {
                    int count = 0;
                    try (BenchmarkClient client = new BenchmarkClient(contestant.port())) {
                        do {
                            operation.run(client);
                            count++;
                        }
                        while (System.nanoTime() < deadline);
                    }
                    return count;
                }));
            }
        }
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        int operations = 0;
        for (Future<Integer> count : counts) {
            try {
                operations += count.get();
            }
            catch (ExecutionException ex) {
                throw new IllegalStateException(contestant.name() + " failed", ex.getCause());
            }
        }
        return new Sample(operations / seconds, (contestant.cpuMillis() - cpu) / (double) operations);
    }

    private record Sample(double rate, double cpuMillis) {
    }

    /** One request and its response, which it verifies. */
    interface Operation {

        void run(BenchmarkClient client) throws IOException;

    }

}
