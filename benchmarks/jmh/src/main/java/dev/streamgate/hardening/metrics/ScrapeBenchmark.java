/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A scrape of 10 000 series: 500 timers with the library's eleven buckets (14 series
 * each) and 3 000 counters. The setup prints the memory and size of the series.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScrapeBenchmark {

    private static final Duration[] BUCKETS = java.util.stream.LongStream
        .of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
        .mapToObj(Duration::ofMillis)
        .toArray(Duration[]::new);

    private PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Setup
    public void setUp() throws IOException {
        long before = usedHeap();
        this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        SeriesLimit.apply(this.registry, 1_000, List.of("*"));
        for (int i = 0; i < 500; i++) {
            Timer.builder("operations." + i % 5)
                .tags("handler", "Thing" + i, "outcome", "success", "service", "sample")
                .serviceLevelObjectives(BUCKETS)
                .register(this.registry)
                .record(i, TimeUnit.MILLISECONDS);
        }
        for (int i = 0; i < 3_000; i++) {
            this.registry.counter("counted." + i % 10, "handler", "Thing" + i, "service", "sample").increment(i);
        }
        System.out.printf("# heap of 10 000 series: %.1f MB%n", (usedHeap() - before) / 1e6);
        long[] size = new long[1];
        this.registry.scrape(new OutputStream() {
            @Override
            public void write(int octet) {
                size[0]++;
            }
        });
        System.out.printf("# size of a scrape: %.2f MB%n", size[0] / 1e6);
    }

    @Benchmark
    public void scrape() throws IOException {
        this.registry.scrape(OutputStream.nullOutputStream());
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

}
