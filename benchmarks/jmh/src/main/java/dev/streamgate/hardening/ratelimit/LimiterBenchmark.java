/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One check of the plan "1000, 100 a second" by a user id, of one user and of 100 000 at
 * random: the table of this library, and what is usually built, a bounded Caffeine cache
 * of buckets of bucket4j or of limiters of Resilience4j.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimiterBenchmark {

    @Param({ "1", "100000" })
    private int clients;

    private RateLimitKey[] known = {};

    private LocalRateLimiter limiter = new LocalRateLimiter(Map.of(), 64, System::nanoTime);

    private LoadingCache<String, Bucket> buckets = Caffeine.newBuilder().build((key) -> bucket());

    private LoadingCache<String, AtomicRateLimiter> limiters = Caffeine.newBuilder().build((key) -> limiter(key));

    @Setup
    public void open() {
        Random random = new Random(1);
        this.known = new RateLimitKey[this.clients];
        for (int i = 0; i < this.clients; i++) {
            this.known[i] = RateLimitKey
                .user(new UUID(random.nextLong(), random.nextLong()).toString().replace("-", ""));
        }
        this.limiter = new LocalRateLimiter(Map.of("p", RateLimitPlan.perSecond(1000, 100)), 131_072, System::nanoTime);
        this.buckets = Caffeine.newBuilder()
            .maximumSize(131_072)
            .expireAfterAccess(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .build((key) -> bucket());
        this.limiters = Caffeine.newBuilder()
            .maximumSize(131_072)
            .expireAfterAccess(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .build((key) -> limiter(key));
    }

    @Benchmark
    public boolean table() {
        return this.limiter.tryConsume("p", client()) >= 0;
    }

    @Benchmark
    public boolean caffeineAndBucket4j() {
        return this.buckets.get(client().name()).tryConsume(1);
    }

    @Benchmark
    public boolean caffeineAndResilience4j() {
        return this.limiters.get(client().name()).acquirePermission(1);
    }

    /** What a name of the 100 000 costs before anything is asked about it. */
    @Benchmark
    public int nothing() {
        return client().name().hashCode();
    }

    private RateLimitKey client() {
        return this.known[(this.clients == 1) ? 0 : ThreadLocalRandom.current().nextInt(this.clients)];
    }

    private static AtomicRateLimiter limiter(String name) {
        return new AtomicRateLimiter(name,
                RateLimiterConfig.custom()
                    .limitForPeriod(1000)
                    .limitRefreshPeriod(Duration.ofSeconds(10))
                    .timeoutDuration(Duration.ZERO)
                    .build());
    }

    private static Bucket bucket() {
        return Bucket.builder()
            .addLimit((limit) -> limit.capacity(1000).refillGreedy(100, Duration.ofSeconds(1)))
            .build();
    }

}
