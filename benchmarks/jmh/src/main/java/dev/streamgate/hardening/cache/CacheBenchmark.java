/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.util.unit.DataSize;

/**
 * One hit in a cache of at most 10 000 entries with a time to live and statistics:
 * created from properties, with and without refreshes, and bare Caffeine with the same
 * bounds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CacheBenchmark {

    private static final int ENTRIES = 8_192;

    private final String[] keys = new String[ENTRIES];

    private final org.springframework.cache.Cache named = named(null);

    private final org.springframework.cache.Cache refreshing = named(Duration.ofMinutes(20));

    private final Cache<Object, Object> bare = Caffeine.newBuilder()
        .maximumSize(10_000)
        .expireAfterWrite(Duration.ofMinutes(30))
        .executor(Runnable::run)
        .recordStats()
        .build();

    public CacheBenchmark() {
        for (int i = 0; i < ENTRIES; i++) {
            this.keys[i] = "content-" + i;
            this.named.put(this.keys[i], i);
            this.refreshing.put(this.keys[i], i);
            this.bare.put(this.keys[i], i);
        }
    }

    @Benchmark
    public Object namedCache() {
        return this.named.get(key(), () -> "");
    }

    @Benchmark
    public Object refreshingCache() {
        return this.refreshing.get(key(), () -> "");
    }

    @Benchmark
    public Object bareCaffeine() {
        return this.bare.get(key(), (key) -> "");
    }

    private String key() {
        return this.keys[ThreadLocalRandom.current().nextInt(ENTRIES)];
    }

    private static org.springframework.cache.Cache named(@Nullable Duration refresh) {
        CacheProperties.NamedCache settings = new CacheProperties.NamedCache(10_000, null, Duration.ofMinutes(30),
                refresh, true, false, null, 1, DataSize.ofKilobytes(256));
        return new NamedCaches(Map.of("things", settings), Ticker.systemTicker(), new EstimatedSizeWeigher(),
                new SimpleMeterRegistry(), null)
            .all()
            .get(0);
    }

}
