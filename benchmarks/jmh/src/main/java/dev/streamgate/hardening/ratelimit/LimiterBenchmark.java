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
 * One check of a plan (capacity 1000, 100 tokens a second) for one user, and for 100 000
 * users at random: the library's table, and the usual construction, a bounded Caffeine
 * cache of bucket4j buckets or Resilience4j limiters.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimiterBenchmark {

    @Param({ "1", "100000" })
    private int users;

    private RateLimitKey[] keys = {};

    private LocalRateLimiter limiter = new LocalRateLimiter(Map.of(), 64, System::nanoTime);

    private LoadingCache<String, Bucket> buckets = Caffeine.newBuilder().build((key) -> bucket());

    private LoadingCache<String, AtomicRateLimiter> limiters = Caffeine.newBuilder().build((key) -> limiter(key));

    @Setup
    public void setUp() {
        Random random = new Random(1);
        this.keys = new RateLimitKey[this.users];
        for (int i = 0; i < this.users; i++) {
            this.keys[i] = RateLimitKey
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
        return this.limiter.tryConsume("p", key()) >= 0;
    }

    @Benchmark
    public boolean caffeineAndBucket4j() {
        return this.buckets.get(key().value()).tryConsume(1);
    }

    @Benchmark
    public boolean caffeineAndResilience4j() {
        return this.limiters.get(key().value()).acquirePermission(1);
    }

    /** The cost of selecting a key, which the other benchmarks include. */
    @Benchmark
    public int baseline() {
        return key().value().hashCode();
    }

    private RateLimitKey key() {
        return this.keys[(this.users == 1) ? 0 : ThreadLocalRandom.current().nextInt(this.users)];
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
