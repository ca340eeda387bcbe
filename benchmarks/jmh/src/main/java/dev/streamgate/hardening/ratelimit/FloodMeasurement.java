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
 * A flood of invented clients, 100 000 a second in real time, under which ten abusers try
 * what a bounded store of buckets invites to: use a bucket up, wait until it must have
 * been driven out, and use it up again. Prints the heap that the flood added and what the
 * abusers got, as a multiple of the plan, for the library's table, a Caffeine cache and
 * an LRU map of bucket4j buckets, each of 131 072 clients.
 * {@code FloodMeasurement [seconds]}
 */
public final class FloodMeasurement {

    private static final int CLIENTS = 131_072;

    private static final int PER_MILLI = 100;

    private static final int ABUSERS = 10;

    private static final RateLimitPlan PLAN = RateLimitPlan.perSecond(100, 10);

    private FloodMeasurement() {
    }

    /** Runs all three, one after the other. */
    public static void main(String[] arguments) {
        int seconds = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 20;
        LocalRateLimiter table = new LocalRateLimiter(Map.of("p", PLAN), CLIENTS, System::nanoTime);
        table.tryConsume("p", RateLimitKey.user("first"));
        measure("table of hardening-lib", seconds, (client) -> table.tryConsume("p", client) >= 0);
        LoadingCache<String, Bucket> caffeine = Caffeine.newBuilder()
            .maximumSize(CLIENTS)
            .executor(Runnable::run)
            .build((key) -> bucket());
        measure("Caffeine + bucket4j", seconds, (client) -> caffeine.get(client.name()).tryConsume(1));
        Map<String, Bucket> lru = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > CLIENTS;
            }
        });
        measure("LRU map + bucket4j", seconds,
                (client) -> lru.computeIfAbsent(client.name(), (key) -> bucket()).tryConsume(1));
    }

    private static void measure(String name, int seconds, Predicate<RateLimitKey> limiter) {
        long heap = heap();
        long invented = 0;
        long granted = 0;
        long late = 0;
        long start = System.nanoTime();
        for (long milli = 0; milli < seconds * 1000L; milli++) {
            long due = start + TimeUnit.MILLISECONDS.toNanos(milli);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(50_000);
            }
            for (int i = 0; i < PER_MILLI; i++) {
                limiter.test(RateLimitKey.address("198.51." + invented++));
            }
            if (milli % 1_500 == 0) {
                for (int abuser = 0; abuser < ABUSERS; abuser++) {
                    for (int i = 0; i < PLAN.capacity(); i++) {
                        granted += limiter.test(RateLimitKey.user("abuser" + abuser)) ? 1 : 0;
                    }
                }
            }
            late = System.nanoTime() - due;
        }
        double took = (System.nanoTime() - start) / 1e9;
        double most = ABUSERS * (PLAN.capacity() + PLAN.refill() * took);
        System.out.printf(Locale.ROOT,
                "%-24s %,d clients in %.1f s (%d ms late), heap %+,d KB, abusers %.3f x the plan%n", name, invented,
                took, TimeUnit.NANOSECONDS.toMillis(late), (heap() - heap) / 1024, granted / most);
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
