/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.nio.charset.StandardCharsets;
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
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
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
 * users at random: the library's table, and what the documentation of its peers leads to:
 * a bounded Caffeine cache of bucket4j buckets, Resilience4j's registry by name (which is
 * not bounded), and a bounded cache of its limiters. The caches do their maintenance in
 * the calling thread, where it is measured; {@code caffeineAndBucket4jInPool} leaves it
 * to the common pool, as is Caffeine's default.
 * <p>
 * A key is {@code held}, the same object for each request of a user, which favours the
 * maps: they compare references and a string keeps its hash code. Or it is {@code parsed}
 * from bytes for each request, as a server does.
 * <p>
 * A key is selected only when the check before it has ended, as in a request. Otherwise
 * the processor would load the next key's characters during a check, so that the time of
 * a check without that of {@code baseline} would be neither.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class LimiterBenchmark {

    private static final int KEY_LENGTH = 32;

    private static final RateLimiterConfig CONFIG = RateLimiterConfig.custom()
        .limitForPeriod(1000)
        .limitRefreshPeriod(Duration.ofSeconds(10))
        .timeoutDuration(Duration.ZERO)
        .build();

    @Param({ "1", "100000" })
    private int users;

    @Param({ "held", "parsed" })
    private String keys = "held";

    private RateLimitKey[] held = {};

    private int rejected;

    private byte[] names = {};

    private LocalRateLimiter limiter = new LocalRateLimiter(Map.of(), 64, System::nanoTime);

    private LoadingCache<String, Bucket> buckets = Caffeine.newBuilder().build((key) -> bucket());

    private LoadingCache<String, Bucket> bucketsInPool = this.buckets;

    private LoadingCache<String, AtomicRateLimiter> limiters = Caffeine.newBuilder()
        .build((key) -> new AtomicRateLimiter(key, CONFIG));

    private RateLimiterRegistry registry = RateLimiterRegistry.of(CONFIG);

    @Setup
    public void setUp() {
        Random random = new Random(1);
        this.held = new RateLimitKey[this.keys.equals("held") ? this.users : 0];
        this.names = new byte[this.users * KEY_LENGTH];
        for (int i = 0; i < this.users; i++) {
            String name = new UUID(random.nextLong(), random.nextLong()).toString().replace("-", "");
            System.arraycopy(name.getBytes(StandardCharsets.ISO_8859_1), 0, this.names, i * KEY_LENGTH, KEY_LENGTH);
            if (this.held.length > 0) {
                this.held[i] = RateLimitKey.user(name);
            }
        }
        this.limiter = new LocalRateLimiter(Map.of("p", RateLimitPlan.perSecond(1000, 100)), 131_072, System::nanoTime);
        this.buckets = cache().executor(Runnable::run).build((key) -> bucket());
        this.bucketsInPool = cache().build((key) -> bucket());
        this.limiters = cache().executor(Runnable::run).build((key) -> new AtomicRateLimiter(key, CONFIG));
        this.registry = RateLimiterRegistry.of(CONFIG);
    }

    @Benchmark
    public boolean table() {
        return next(this.limiter.tryConsume("p", key())) >= 0;
    }

    @Benchmark
    public boolean caffeineAndBucket4j() {
        return next(this.buckets.get(key().value()).tryConsume(1) ? 0 : -1) >= 0;
    }

    @Benchmark
    public boolean caffeineAndBucket4jInPool() {
        return next(this.bucketsInPool.get(key().value()).tryConsume(1) ? 0 : -1) >= 0;
    }

    @Benchmark
    public boolean caffeineAndResilience4j() {
        return next(this.limiters.get(key().value()).acquirePermission(1) ? 0 : -1) >= 0;
    }

    @Benchmark
    public boolean registryOfResilience4j() {
        return next(this.registry.rateLimiter(key().value()).acquirePermission(1) ? 0 : -1) >= 0;
    }

    /**
     * The cost of selecting a key and reading its characters, which the other benchmarks
     * include.
     */
    @Benchmark
    public boolean baseline() {
        String key = key().value();
        int union = 0;
        for (int i = 0; i < KEY_LENGTH; i++) {
            union |= key.charAt(i);
        }
        return next(-(union >>> 7)) >= 0;
    }

    /** The next key's index is computed from the result of this check. */
    private long next(long result) {
        this.rejected = (int) (result >>> 63);
        return result;
    }

    private RateLimitKey key() {
        int user = (this.users == 1) ? 0 : ThreadLocalRandom.current().nextInt(this.users - 1) + this.rejected;
        return (this.held.length > 0) ? this.held[user]
                : RateLimitKey.user(new String(this.names, user * KEY_LENGTH, KEY_LENGTH, StandardCharsets.ISO_8859_1));
    }

    private static Caffeine<Object, Object> cache() {
        return Caffeine.newBuilder().maximumSize(131_072).expireAfterAccess(Duration.ofMinutes(1));
    }

    private static Bucket bucket() {
        return Bucket.builder()
            .addLimit((limit) -> limit.capacity(1000).refillGreedy(100, Duration.ofSeconds(1)))
            .build();
    }

}
