/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/** Buckets in the memory of this process: one {@link BucketTable} for each plan. */
final class LocalRateLimiter implements RateLimiter, BucketStatistics {

    private final LongSupplier nanoTime;

    private final long origin;

    private final SipHash userHash = SipHash.withRandomKey();

    private final SipHash addressHash = SipHash.withRandomKey();

    private final SipHash valueHash = SipHash.withRandomKey();

    private final Map<String, PlanBuckets> buckets = new LinkedHashMap<>();

    /**
     * Creates a limiter whose buckets are full.
     * @param maxBuckets the number of clients of each plan whose buckets are kept apart
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    LocalRateLimiter(Map<String, RateLimitPlan> plans, int maxBuckets, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        plans.forEach((name, plan) -> this.buckets.put(name, new PlanBuckets(plan, maxBuckets)));
    }

    @Override
    public long tryConsume(String plan, RateLimitKey key) {
        PlanBuckets planBuckets = buckets(plan);
        return planBuckets.tryConsume(hash(key.kind()).hash(key.value()), now());
    }

    @Override
    public RateLimitPlan plan(String name) {
        return buckets(name).state.plan();
    }

    @Override
    public Map<String, RateLimitPlan> plans() {
        Map<String, RateLimitPlan> plans = new TreeMap<>();
        this.buckets.forEach((name, planBuckets) -> plans.put(name, planBuckets.state.plan()));
        return plans;
    }

    @Override
    public void replacePlan(String name, RateLimitPlan plan) {
        Assert.isTrue(plan.capacity() >= 1 && plan.capacity() <= 1_000_000 && plan.refill() >= 1
                && plan.period().toNanos() > 0 && plan.isRefillRateSupported(), "The plan is out of range");
        buckets(name).replacePlan(plan, now());
    }

    @Override
    public long bucketsInUse(String plan) {
        return buckets(plan).bucketsInUse(now());
    }

    @Override
    public long evictions(String plan) {
        return buckets(plan).evictions();
    }

    private SipHash hash(RateLimitKey.Kind kind) {
        return switch (kind) {
            case USER -> this.userHash;
            case ADDRESS -> this.addressHash;
            case VALUE -> this.valueHash;
        };
    }

    private PlanBuckets buckets(String plan) {
        PlanBuckets found = this.buckets.get(plan);
        if (found == null) {
            throw new IllegalArgumentException(
                    "Unknown rate-limit plan '" + plan + "'; configured: " + new TreeSet<>(this.buckets.keySet()));
        }
        return found;
    }

    private long now() {
        return this.nanoTime.getAsLong() - this.origin;
    }

    /** A plan and its table, which is allocated at the first request. */
    private static final class PlanBuckets {

        private final int maxBuckets;

        private volatile State state;

        PlanBuckets(RateLimitPlan plan, int maxBuckets) {
            this.maxBuckets = maxBuckets;
            this.state = new State(plan, null);
        }

        long tryConsume(long hash, long now) {
            while (true) {
                BucketTable table = this.state.table();
                long ticks = (table != null) ? table.tryConsume(hash, now) : BucketTable.MOVED;
                if (table != null && ticks > BucketTable.FULL) {
                    return (ticks >= 0) ? table.gcra().nanos(ticks) : -table.gcra().nanos(-ticks);
                }
                replaceTable(table, ticks, now);
            }
        }

        /**
         * Allocates the first table, doubles a full one, or waits until another thread
         * has replaced it.
         */
        synchronized void replaceTable(@Nullable BucketTable table, long ticks, long now) {
            State current = this.state;
            if (current.table() == null) {
                this.state = new State(current.plan(),
                        BucketTable.create(this.maxBuckets, Gcra.of(current.plan()), now));
            }
            else if (current.table() == table && ticks == BucketTable.FULL) {
                this.state = new State(current.plan(), table.grow(now));
            }
        }

        synchronized void replacePlan(RateLimitPlan plan, long now) {
            BucketTable table = this.state.table();
            this.state = new State(plan, (table != null) ? table.moveTo(Gcra.of(plan), now) : null);
        }

        long bucketsInUse(long now) {
            BucketTable table = this.state.table();
            return (table != null) ? table.bucketsInUse(now) : 0;
        }

        long evictions() {
            BucketTable table = this.state.table();
            return (table != null) ? table.evictions() : 0;
        }

        private record State(RateLimitPlan plan, @Nullable BucketTable table) {
        }

    }

}
