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

import io.github.bucket4j.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Concurrency is tested by {@link LocalRateLimiterConcurrencyTests}. */
class LocalRateLimiterTests {

    private static final RateLimitKey ANN = RateLimitKey.user("ann");

    private static final RateLimitKey BOB = RateLimitKey.user("bob");

    private final NanoClock clock = new NanoClock();

    @Test
    void aFullBucketAllowsABurstAndRefillsEvenly() {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(10, 5));
        for (int consumed = 1; consumed <= 10; consumed++) {
            assertThat(limiter.tryConsume("p", ANN)).isBetween(consumed * 200_000_000L, consumed * 200_010_000L);
        }
        long rejected = limiter.tryConsume("p", ANN);
        assertThat(-rejected).isBetween(200_000_000L, 200_100_000L);
        this.clock.advance(-rejected);
        assertThat(limiter.tryConsume("p", ANN)).isNotNegative();
        assertThat(limiter.tryConsume("p", ANN)).isNegative();
    }

    @Test
    void bucketsAreSeparateByKeyKindAndPlan() {
        RateLimitPlan plan = RateLimitPlan.perSecond(1, 1);
        RateLimiter limiter = new LocalRateLimiter(Map.of("p", plan, "q", plan), 64, this.clock::nanos);
        assertThat(limiter.tryConsume("p", ANN)).isNotNegative();
        assertThat(limiter.tryConsume("p", BOB)).isNotNegative();
        assertThat(limiter.tryConsume("q", ANN)).isNotNegative();
        assertThat(limiter.tryConsume("p", RateLimitKey.address("ann"))).isNotNegative();
        assertThat(limiter.tryConsume("p", RateLimitKey.value("ann"))).isNotNegative();
        assertThat(limiter.tryConsume("p", ANN)).isNegative();
    }

    @Test
    void anUnknownPlanIsAnErrorThatListsTheConfiguredOnes() {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.tryConsume("q", ANN))
            .withMessageContaining("'q'")
            .withMessageContaining("[p]");
    }

    @ParameterizedTest
    @CsvSource({ "1, 1, 1000", "10, 5, 1000", "100, 7, 1000", "1000, 100, 1000", "3, 1, 60000", "50, 3, 86400000",
            "500, 1000000, 1000", "5, 999983, 1000" })
    void agreesWithBucket4jOnRandomSchedules(long capacity, long refill, long periodMillis) {
        RateLimitPlan plan = new RateLimitPlan(capacity, refill, Duration.ofMillis(periodMillis), false);
        double nanosPerToken = periodMillis * 1e6 / refill;
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            RateLimiter limiter = limiter(plan);
            Bucket oracle = this.clock.bucket(plan);
            long start = this.clock.nanos();
            long granted = 0;
            long expected = 0;
            double leastHeadroom = 0;
            for (int i = 0; i < 2_000; i++) {
                this.clock.advance((long) (random.nextExponential() * nanosPerToken
                        * ((random.nextInt(100) == 0) ? capacity : random.nextDouble())));
                granted += limiter.tryConsume("p", ANN) >= 0 ? 1 : 0;
                expected += oracle.tryConsume(1) ? 1 : 0;
                double allowance = (this.clock.nanos() - start) / nanosPerToken;
                // Over every interval, not only since the start.
                leastHeadroom = Math.min(leastHeadroom, granted - allowance);
                assertThat(granted - allowance - leastHeadroom).isLessThanOrEqualTo(capacity + 1);
                assertThat(granted).as("seed %d, request %d", seed, i)
                    .isBetween((long) (expected * 0.998) - 2, expected + 1);
            }
        }
    }

    @Test
    void aFloodOfInventedKeysResetsNoQuotaAndTakesNoMoreMemoryThanTheBound() {
        RateLimitPlan plan = RateLimitPlan.perSecond(100, 10);
        LocalRateLimiter limiter = new LocalRateLimiter(Map.of("p", plan), 4_096, this.clock::nanos);
        List<RateLimitKey> abusers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            abusers.add(RateLimitKey.user("abuser" + i));
        }
        long[] granted = new long[abusers.size()];
        int seconds = 30;
        long invented = 0;
        for (int tick = 0; tick < seconds * 100; tick++) {
            this.clock.advance(10_000_000);
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
        assertThat(limiter.bucketsInUse("p")).isLessThanOrEqualTo(2 * 4_096);
    }

    @Test
    void anEvictedKeyReturnsWithItsConsumedTokens() {
        RateLimiter limiter = new LocalRateLimiter(Map.of("p", RateLimitPlan.perSecond(5, 1)), 64, this.clock::nanos);
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
    void aReplacedPlanKeepsConsumedTokens() {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(10, 1));
        for (int i = 0; i < 8; i++) {
            limiter.tryConsume("p", ANN);
        }
        limiter.replacePlan("p", RateLimitPlan.perSecond(20, 1_000));
        assertThat(remaining(limiter, ANN)).isEqualTo(20 - 8 - 1);
        limiter.replacePlan("p", RateLimitPlan.perSecond(5, 1));
        assertThat(limiter.tryConsume("p", ANN)).isBetween(-5_001_000_000L, -4_999_000_000L);
        assertThat(remaining(limiter, BOB)).isEqualTo(4);
        assertThat(limiter.plans()).containsEntry("p", RateLimitPlan.perSecond(5, 1));
    }

    @Test
    void aPlanOutOfRangeIsRejectedAndTheCurrentOneStays() {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.replacePlan("p", RateLimitPlan.perSecond(0, 1)));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> limiter.replacePlan("p", new RateLimitPlan(1, 1_000_000, Duration.ofMillis(1), false)));
        assertThat(limiter.plans()).containsEntry("p", RateLimitPlan.perSecond(1, 1));
    }

    /**
     * 40 bits of ticks of this plan span 39 hours; the values lie around the quarters of
     * that.
     */
    @ParameterizedTest
    @ValueSource(longs = { 1, 9, 10, 11, 19, 20, 29, 30, 38, 39, 40, 41, 49, 58, 59, 78, 100_000 })
    void aBucketIsFullAfterAnyIdleTime(long hours) {
        RateLimiter limiter = limiter(RateLimitPlan.perSecond(100, 100));
        for (int visit = 0; visit < 20; visit++) {
            for (int i = 0; i < 100; i++) {
                assertThat(limiter.tryConsume("p", ANN)).isNotNegative();
            }
            assertThat(limiter.tryConsume("p", ANN)).isNegative();
            this.clock.advance(Duration.ofHours(hours).toNanos() + visit * 600_000_000_007L);
            limiter.tryConsume("p", BOB);
        }
    }

    private static long remaining(RateLimiter limiter, RateLimitKey key) {
        return Gcra.of(limiter.plan("p")).remaining(limiter.tryConsume("p", key));
    }

    private RateLimiter limiter(RateLimitPlan plan) {
        return new LocalRateLimiter(Map.of("p", plan), 64, this.clock::nanos);
    }

}
