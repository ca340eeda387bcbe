/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;

/**
 * A flood of invented keys, 100 000 a second in real time, during which ten abusers
 * attack the bound on the number of buckets: they empty their bucket, wait until the
 * flood must have evicted it, and empty it again. Prints the heap that the flood added,
 * and the requests granted to the abusers as a multiple of the plan, for the library's
 * table, a Caffeine cache and an LRU map of bucket4j buckets, each with 131 072 buckets.
 * {@code FloodMeasurement [seconds]}
 */
public final class FloodMeasurement {

    private static final int MAX_BUCKETS = 131_072;

    private static final int KEYS_PER_MILLI = 100;

    private static final int ABUSERS = 10;

    private static final RateLimitPlan PLAN = RateLimitPlan.perSecond(100, 10);

    private FloodMeasurement() {
    }

    /** Runs the three measurements one after the other. */
    public static void main(String[] arguments) {
        int seconds = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 20;
        LocalRateLimiter table = new LocalRateLimiter(Map.of("p", PLAN), MAX_BUCKETS, System::nanoTime);
        table.tryConsume("p", RateLimitKey.user("first"));
        measure("table of hardening-lib", seconds, (key) -> table.tryConsume("p", key) >= 0);
        LoadingCache<String, Bucket> caffeine = Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .executor(Runnable::run)
            .build((value) -> bucket());
        measure("Caffeine + bucket4j", seconds, (key) -> caffeine.get(key.value()).tryConsume(1));
        Map<String, Bucket> lru = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > MAX_BUCKETS;
            }
        });
        measure("LRU map + bucket4j", seconds,
                (key) -> lru.computeIfAbsent(key.value(), (value) -> bucket()).tryConsume(1));
    }

    private static void measure(String name, int seconds, Predicate<RateLimitKey> limiter) {
        long heap = heap();
        long invented = 0;
        long granted = 0;
        long lag = 0;
        long start = System.nanoTime();
        for (long milli = 0; milli < seconds * 1000L; milli++) {
            long due = start + TimeUnit.MILLISECONDS.toNanos(milli);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(50_000);
            }
            for (int i = 0; i < KEYS_PER_MILLI; i++) {
                limiter.test(RateLimitKey.address("198.51." + invented++));
            }
            if (milli % 1_500 == 0) {
                for (int abuser = 0; abuser < ABUSERS; abuser++) {
                    for (int i = 0; i < PLAN.capacity(); i++) {
                        granted += limiter.test(RateLimitKey.user("abuser" + abuser)) ? 1 : 0;
                    }
                }
            }
            lag = System.nanoTime() - due;
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        double limit = ABUSERS * (PLAN.capacity() + PLAN.refill() * elapsed);
        System.out.printf(Locale.ROOT,
                "%-24s %,d keys in %.1f s (%d ms behind), heap %+,d KB, abusers %.3f x the plan%n", name, invented,
                elapsed, TimeUnit.NANOSECONDS.toMillis(lag), (heap() - heap) / 1024, granted / limit);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Bucket bucket() {
        return Bucket.builder()
            .addLimit((limit) -> limit.capacity(PLAN.capacity()).refillGreedy(PLAN.refill(), Duration.ofSeconds(1)))
            .build();
    }

}
