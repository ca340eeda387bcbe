/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LocalRateLimiterTests {

    private static final RateLimitKey ANN = RateLimitKey.user("ann");

    private static final RateLimitKey BOB = RateLimitKey.user("bob");

    private final AtomicLong clock = new AtomicLong(-5_000_000_000_000L);

    @Test
    void aFullBucketIsAllThatComesAtOnceAndRefillsEvenly() {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(10, 5));
        for (int owed = 1; owed <= 10; owed++) {
            assertThat(limiter.tryConsume("p", ANN)).isBetween(owed * 200_000_000L, owed * 200_010_000L);
        }
        long refused = limiter.tryConsume("p", ANN);
        assertThat(-refused).isBetween(200_000_000L, 200_100_000L);
        pass(-refused);
        assertThat(limiter.tryConsume("p", ANN)).isNotNegative();
        assertThat(limiter.tryConsume("p", ANN)).isNegative();
    }

    @Test
    void clientsAndPlansAndKindsDoNotShareBuckets() {
        RateLimitPlan one = RateLimitPlan.perSecond(1, 1);
        RateLimiter limiter = new LocalRateLimiter(Map.of("p", one, "q", one), 64, this.clock::get);
        assertThat(limiter.tryConsume("p", ANN)).isNotNegative();
        assertThat(limiter.tryConsume("p", BOB)).isNotNegative();
        assertThat(limiter.tryConsume("q", ANN)).isNotNegative();
        assertThat(limiter.tryConsume("p", RateLimitKey.address("ann"))).isNotNegative();
        assertThat(limiter.tryConsume("p", ANN)).isNegative();
    }

    @Test
    void anUnknownPlanIsNamedWithTheOnesThatThereAre() {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.tryConsume("q", ANN))
            .withMessageContaining("'q'")
            .withMessageContaining("[p]");
    }

    @ParameterizedTest
    @CsvSource({ "1, 1, 1000", "10, 5, 1000", "100, 7, 1000", "1000, 100, 1000", "3, 1, 60000", "50, 3, 86400000",
            "500, 1000000, 1000", "5, 999983, 1000" })
    void itAgreesWithBucket4jOverRandomSchedules(long capacity, long refill, long everyMillis) {
        RateLimitPlan plan = new RateLimitPlan(capacity, refill, Duration.ofMillis(everyMillis), false);
        double nanosPerToken = everyMillis * 1e6 / refill;
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            RateLimiter limiter = limiter(plan);
            Bucket oracle = oracle(plan);
            long start = this.clock.get();
            long granted = 0;
            long expected = 0;
            double leastHeadroom = 0;
            for (int i = 0; i < 2_000; i++) {
                pass((long) (random.nextExponential() * nanosPerToken
                        * ((random.nextInt(100) == 0) ? capacity : random.nextDouble())));
                granted += limiter.tryConsume("p", ANN) >= 0 ? 1 : 0;
                expected += oracle.tryConsume(1) ? 1 : 0;
                double allowance = (this.clock.get() - start) / nanosPerToken;
                // Over every interval, not only since the start.
                leastHeadroom = Math.min(leastHeadroom, granted - allowance);
                assertThat(granted - allowance - leastHeadroom).isLessThanOrEqualTo(capacity + 1);
                assertThat(granted).as("seed %d, request %d", seed, i)
                    .isBetween((long) (expected * 0.998) - 2, expected + 1);
            }
        }
    }

    @Test
    void threadsTogetherGetNoMoreThanOne() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            RateLimiter limiter = limiter(RateLimitPlan.perSecond(1_000, 1));
            assertThat(inThreads(8, 1_000, limiter)).isEqualTo(1_000);
        }
    }

    /** Threads move the clock between their requests, each as chance has it. */
    @Test
    void threadsOnRandomSchedulesGetWhatBucket4jGivesAndNoMoreThanThePlan() throws InterruptedException {
        for (long seed = 0; seed < 20; seed++) {
            Random plans = new Random(seed);
            RateLimitPlan plan = new RateLimitPlan(1 + plans.nextInt(200), 1 + plans.nextInt(1_000),
                    Duration.ofMillis(1 + plans.nextInt(5_000)), false);
            double nanosPerToken = plan.every().toNanos() / (double) plan.refill();
            RateLimiter limiter = limiter(plan);
            Bucket oracle = oracle(plan);
            AtomicLong granted = new AtomicLong();
            AtomicLong expected = new AtomicLong();
            long start = this.clock.get();
            long round = seed;
            together(4, (thread) -> {
                Random random = new Random(round * 31 + thread);
                for (int i = 0; i < 2_000; i++) {
                    pass((long) (random.nextExponential() * nanosPerToken * random.nextDouble() * 4));
                    if (limiter.tryConsume("p", ANN) >= 0) {
                        granted.incrementAndGet();
                    }
                    if (oracle.tryConsume(1)) {
                        expected.incrementAndGet();
                    }
                }
            });
            double most = plan.capacity() + (this.clock.get() - start) / nanosPerToken + 1;
            assertThat((double) granted.get()).as("seed %d", seed).isLessThanOrEqualTo(most);
            assertThat((double) granted.get()).as("seed %d", seed).isGreaterThan(expected.get() * 0.99 - 8);
        }
    }

    @Test
    void threadsThatBringTheSameNewcomersNeverGiveOneTwoBuckets() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            RateLimiter limiter = new LocalRateLimiter(Map.of("p", RateLimitPlan.perSecond(1, 1)), 64, this.clock::get);
            AtomicLong granted = new AtomicLong();
            together(4, (thread) -> {
                for (int client = 0; client < 40; client++) {
                    if (limiter.tryConsume("p", RateLimitKey.user("u" + client)) >= 0) {
                        granted.incrementAndGet();
                    }
                }
            });
            assertThat(granted).hasValueLessThanOrEqualTo(40);
        }
    }

    @Test
    void aFloodOfInventedClientsLetsNoAbuserThroughAndTakesNoMemory() {
        RateLimitPlan plan = RateLimitPlan.perSecond(100, 10);
        LocalRateLimiter limiter = new LocalRateLimiter(Map.of("p", plan), 4_096, this.clock::get);
        List<RateLimitKey> abusers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            abusers.add(RateLimitKey.user("abuser" + i));
        }
        long[] granted = new long[abusers.size()];
        int seconds = 30;
        long invented = 0;
        for (int tick = 0; tick < seconds * 100; tick++) {
            pass(10_000_000);
            for (int i = 0; i < 1_000; i++) {
                limiter.tryConsume("p", RateLimitKey.address("invented" + invented++));
            }
            for (int i = 0; i < abusers.size(); i++) {
                for (int n = 0; n < 5; n++) {
                    granted[i] += limiter.tryConsume("p", abusers.get(i)) >= 0 ? 1 : 0;
                }
            }
        }
        long limit = plan.capacity() + plan.refill() * seconds;
        for (long count : granted) {
            assertThat(count).isBetween(1L, limit + 1);
        }
        assertThat(limiter.evictions("p")).isPositive();
        assertThat(limiter.debtors("p")).isLessThanOrEqualTo(4_096);
    }

    @Test
    void aClientThatWasDrivenOutComesBackWithWhatItOwed() {
        RateLimiter limiter = new LocalRateLimiter(Map.of("p", RateLimitPlan.perSecond(5, 1)), 64, this.clock::get);
        long granted = 0;
        for (int i = 0; i < 10_000; i++) {
            granted += limiter.tryConsume("p", ANN) >= 0 ? 1 : 0;
            for (int n = 0; n < 20; n++) {
                limiter.tryConsume("p", RateLimitKey.user("x" + i + "." + n));
            }
        }
        assertThat(granted).isLessThanOrEqualTo(5);
    }

    @Test
    void aChangedPlanForgivesNobody() {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(10, 1));
        for (int i = 0; i < 8; i++) {
            limiter.tryConsume("p", ANN);
        }
        limiter.change("p", RateLimitPlan.perSecond(20, 1_000));
        assertThat(remaining(limiter, ANN)).isEqualTo(20 - 8 - 1);
        limiter.change("p", RateLimitPlan.perSecond(5, 1));
        assertThat(limiter.tryConsume("p", ANN)).isBetween(-5_001_000_000L, -4_999_000_000L);
        assertThat(remaining(limiter, BOB)).isEqualTo(4);
        assertThat(limiter.plans()).containsEntry("p", RateLimitPlan.perSecond(5, 1));
    }

    @Test
    void changesInTheMidstOfRequestsForgiveNobody() throws InterruptedException {
        RateLimitPlan plan = RateLimitPlan.perSecond(5_000, 1);
        RateLimiter limiter = limiter(plan);
        AtomicLong granted = new AtomicLong();
        together(4, (thread) -> {
            for (int i = 0; i < 5_000; i++) {
                if (thread == 0 && i % 100 == 0) {
                    limiter.change("p", new RateLimitPlan(5_000, 1 + i % 200 / 100 * 999, plan.every(), false));
                }
                if (limiter.tryConsume("p", ANN) >= 0) {
                    granted.incrementAndGet();
                }
            }
        });
        assertThat(granted).hasValueBetween(4_900, 5_000);
    }

    @Test
    void aPlanOutOfRangeIsRefusedAndThePresentOneStays() {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.change("p", RateLimitPlan.perSecond(0, 1)));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> limiter.change("p", new RateLimitPlan(1, 1_000_000, Duration.ofMillis(1), false)));
        assertThat(limiter.plans()).containsEntry("p", RateLimitPlan.perSecond(1, 1));
    }

    /**
     * 40 bits of ticks of the plan last 39 hours; these lie around its quarters.
     */
    @ParameterizedTest
    @ValueSource(longs = { 1, 9, 10, 11, 19, 20, 29, 30, 38, 39, 40, 41, 49, 58, 59, 78, 100_000 })
    void howeverLongAClientStaysAwayItsBucketIsFull(long hours) {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(100, 100));
        for (int visit = 0; visit < 20; visit++) {
            for (int i = 0; i < 100; i++) {
                assertThat(limiter.tryConsume("p", ANN)).isNotNegative();
            }
            assertThat(limiter.tryConsume("p", ANN)).isNegative();
            pass(Duration.ofHours(hours).toNanos() + visit * 600_000_000_007L);
            limiter.tryConsume("p", BOB);
        }
    }

    private static long remaining(RateLimiter limiter, RateLimitKey client) {
        return Gcra.of(limiter.plan("p")).remaining(limiter.tryConsume("p", client));
    }

    private RateLimiter limiter(RateLimitPlan plan) {
        return new LocalRateLimiter(Map.of("p", plan), 64, this.clock::get);
    }

    private Bucket oracle(RateLimitPlan plan) {
        return Bucket.builder()
            .addLimit((limit) -> limit.capacity(plan.capacity()).refillGreedy(plan.refill(), plan.every()))
            .withCustomTimePrecision(new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return LocalRateLimiterTests.this.clock.get();
                }

                @Override
                public boolean isWallClockBased() {
                    return false;
                }
            })
            .build();
    }

    private void pass(long nanos) {
        this.clock.addAndGet(nanos);
    }

    private long inThreads(int threads, int requests, RateLimiter limiter) throws InterruptedException {
        AtomicLong granted = new AtomicLong();
        together(threads, (thread) -> {
            for (int i = 0; i < requests; i++) {
                if (limiter.tryConsume("p", ANN) >= 0) {
                    granted.incrementAndGet();
                }
            }
        });
        return granted.get();
    }

    private static void together(int threads, IntConsumer work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
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
            all.add(thread);
        }
        start.countDown();
        for (Thread thread : all) {
            thread.join();
        }
    }

}
