/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

import io.github.bucket4j.Bucket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LocalRateLimiterConcurrencyTests {

    private static final RateLimitKey ANN = RateLimitKey.user("ann");

    private final NanoClock clock = new NanoClock();

    @Test
    void concurrentRequestsConsumeNoMoreThanSequentialOnes() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            RateLimiter limiter = limiter(RateLimitPlan.perSecond(1_000, 1));
            AtomicLong granted = new AtomicLong();
            inThreads(8, (thread) -> {
                for (int i = 0; i < 1_000; i++) {
                    if (limiter.tryConsume("p", ANN) >= 0) {
                        granted.incrementAndGet();
                    }
                }
            });
            assertThat(granted.get()).isEqualTo(1_000);
        }
    }

    /** Threads advance the clock by random steps between their requests. */
    @Test
    void concurrentRequestsOnRandomSchedulesAgreeWithBucket4jWithinThePlan() throws InterruptedException {
        for (long seed = 0; seed < 20; seed++) {
            Random plans = new Random(seed);
            RateLimitPlan plan = new RateLimitPlan(1 + plans.nextInt(200), 1 + plans.nextInt(1_000),
                    Duration.ofMillis(1 + plans.nextInt(5_000)), false);
            double nanosPerToken = plan.period().toNanos() / (double) plan.refill();
            RateLimiter limiter = limiter(plan);
            Bucket oracle = this.clock.bucket(plan);
            AtomicLong granted = new AtomicLong();
            AtomicLong expected = new AtomicLong();
            long start = this.clock.nanos();
            long round = seed;
            inThreads(4, (thread) -> {
                Random random = new Random(round * 31 + thread);
                for (int i = 0; i < 2_000; i++) {
                    this.clock.advance((long) (random.nextExponential() * nanosPerToken * random.nextDouble() * 4));
                    if (limiter.tryConsume("p", ANN) >= 0) {
                        granted.incrementAndGet();
                    }
                    if (oracle.tryConsume(1)) {
                        expected.incrementAndGet();
                    }
                }
            });
            double limit = plan.capacity() + (this.clock.nanos() - start) / nanosPerToken + 1;
            assertThat((double) granted.get()).as("seed %d", seed).isLessThanOrEqualTo(limit);
            assertThat((double) granted.get()).as("seed %d", seed).isGreaterThan(expected.get() * 0.99 - 8);
        }
    }

    @Test
    void concurrentFirstRequestsOfAKeyCreateOneBucket() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            RateLimiter limiter = limiter(RateLimitPlan.perSecond(1, 1));
            AtomicLong granted = new AtomicLong();
            inThreads(4, (thread) -> {
                for (int user = 0; user < 40; user++) {
                    if (limiter.tryConsume("p", RateLimitKey.user("u" + user)) >= 0) {
                        granted.incrementAndGet();
                    }
                }
            });
            assertThat(granted).hasValueLessThanOrEqualTo(40);
        }
    }

    /**
     * The second request of each new key reads the clock later than the first one, and
     * then other buckets of the set are full.
     */
    @Test
    void twoFirstRequestsOfAKeyThatSeeDifferentFullBucketsCreateOneBucket() throws InterruptedException {
        int rounds = 2_000;
        Random random = new Random(1);
        BucketTable[] tables = new BucketTable[rounds];
        for (int round = 0; round < rounds; round++) {
            tables[round] = BucketTable.create(16, Gcra.of(RateLimitPlan.perSecond(2, 1)), 0);
            for (int i = 0; i < 32; i++) {
                // In use at the first time below, and full at the second one.
                tables[round].tryConsume(random.nextLong(), random.nextLong(9_650_000_000L, 10_350_000_000L));
            }
        }
        AtomicLong granted = new AtomicLong();
        AtomicInteger arrived = new AtomicInteger();
        inThreads(2, (thread) -> {
            Random hashes = new Random(2);
            for (int round = 0; round < rounds; round++) {
                long hash = hashes.nextLong();
                arrived.incrementAndGet();
                while (arrived.get() < 2 * round + 2) {
                    Thread.onSpinWait();
                }
                for (int i = 0; i < 2; i++) {
                    long nanos = (thread == 0) ? 10_600_000_000L : 11_400_000_000L;
                    granted.addAndGet((tables[round].tryConsume(hash, nanos) >= 0) ? 1 : 0);
                }
            }
        });
        assertThat(granted.get()).isLessThanOrEqualTo(2L * rounds);
    }

    /** The clients of each thread are those of all others, in another order. */
    @Test
    void asManyClientsAsTheBoundReceiveExactlyTheirTokensWhileTheTableGrows() throws InterruptedException {
        int clients = 20_000;
        int capacity = 5;
        RateLimiter limiter = new LocalRateLimiter(Map.of("p", RateLimitPlan.perSecond(capacity, 1)), clients,
                this.clock::nanos);
        RateLimitKey[] keys = new RateLimitKey[clients];
        Arrays.setAll(keys, (i) -> RateLimitKey.user("user" + i));
        AtomicIntegerArray granted = new AtomicIntegerArray(clients);
        inThreads(4, (thread) -> {
            for (int i = 0; i < 3 * clients; i++) {
                int client = (int) ((i * 7_919L + thread % 2 * 13) % clients);
                if (limiter.tryConsume("p", keys[client]) >= 0) {
                    granted.incrementAndGet(client);
                }
            }
        });
        int exact = 0;
        for (int client = 0; client < clients; client++) {
            assertThat(granted.get(client)).isLessThanOrEqualTo(capacity);
            exact += (granted.get(client) == capacity) ? 1 : 0;
        }
        assertThat(exact).isGreaterThanOrEqualTo(clients * 999 / 1_000);
    }

    @Test
    void aPlanReplacedDuringRequestsKeepsConsumedTokens() throws InterruptedException {
        RateLimitPlan plan = RateLimitPlan.perSecond(5_000, 1);
        RateLimiter limiter = limiter(plan);
        AtomicLong granted = new AtomicLong();
        inThreads(4, (thread) -> {
            for (int i = 0; i < 5_000; i++) {
                if (thread == 0 && i % 100 == 0) {
                    limiter.replacePlan("p", new RateLimitPlan(5_000, 1 + i % 200 / 100 * 999, plan.period(), false));
                }
                if (limiter.tryConsume("p", ANN) >= 0) {
                    granted.incrementAndGet();
                }
            }
        });
        assertThat(granted).hasValueBetween(4_900, 5_000);
    }

    private RateLimiter limiter(RateLimitPlan plan) {
        return new LocalRateLimiter(Map.of("p", plan), 64, this.clock::nanos);
    }

    /**
     * Runs the work in threads that start at the same time; the argument is their number.
     */
    private static void inThreads(int count, IntConsumer work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    work.accept(number);
                }
                catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

}
