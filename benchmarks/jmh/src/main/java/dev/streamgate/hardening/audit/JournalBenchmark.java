/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Durable events a second with 128 callers: the journal with its group commit, and a file
 * that each caller flushes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(128)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class JournalBenchmark {

    private static final Map<String, String> DETAILS = Map.of("method", "POST", "status", "201", "address",
            "203.0.113.7", "requestId", "0f8fad5bd9cb469fa16570867728950e", "traceId",
            "4bf92f3577b34da6a3ce929d0e0e4736");

    private final Clock clock = Clock.systemUTC();

    private @Nullable FileAuditJournal journal;

    private @Nullable FileChannel plain;

    @Setup
    public void setUp() throws IOException {
        Path directory = Files.createTempDirectory("journal");
        this.journal = new FileAuditJournal(directory, 16 << 20, Duration.ofDays(30), this.clock);
        this.plain = FileChannel.open(directory.resolve("plain"), StandardOpenOption.CREATE_NEW,
                StandardOpenOption.APPEND);
    }

    @TearDown
    public void tearDown() throws IOException {
        required(this.journal).close();
        required(this.plain).close();
    }

    @Benchmark
    public void journal() {
        required(this.journal).recordDurably(event());
    }

    @Benchmark
    public void flushEach() throws IOException {
        LineBuffer line = new LineBuffer();
        line.event(1, EventBatch.of(event()), 0, JournalLine.GENESIS.clone());
        synchronized (this) {
            required(this.plain).write(line.lines());
            required(this.plain).force(false);
        }
    }

    private AuditRecord event() {
        return AuditRecord.of(this.clock.instant(), "upload.complete", "0f8fad5bd9cb469fa16570867728950e",
                "/api/v1/uploads/4bf92f3577b34da6a3ce929d0e0e4736/complete", AuditRecord.SUCCESS, DETAILS);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

}
