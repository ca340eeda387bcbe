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

/** Buckets of this process, in one {@link BucketTable} for each plan. */
final class LocalRateLimiter implements RateLimiter, BucketStatistics {

    private final LongSupplier nanoTime;

    private final long origin;

    private final SipHash users = SipHash.withRandomKey();

    private final SipHash addresses = SipHash.withRandomKey();

    private final Map<String, Buckets> buckets = new LinkedHashMap<>();

    /**
     * Starts with full buckets.
     * @param clients how many clients in debt are kept apart for each plan
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    LocalRateLimiter(Map<String, RateLimitPlan> plans, int clients, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        plans.forEach((name, plan) -> this.buckets.put(name, new Buckets(plan, clients)));
    }

    @Override
    public long tryConsume(String plan, RateLimitKey client) {
        Buckets table = buckets(plan);
        long hash = ((client.kind() == RateLimitKey.Kind.USER) ? this.users : this.addresses).hash(client.name());
        return table.tryConsume(hash, now());
    }

    @Override
    public RateLimitPlan plan(String name) {
        return buckets(name).state.plan();
    }

    @Override
    public Map<String, RateLimitPlan> plans() {
        Map<String, RateLimitPlan> plans = new TreeMap<>();
        this.buckets.forEach((name, table) -> plans.put(name, table.state.plan()));
        return plans;
    }

    @Override
    public void change(String name, RateLimitPlan plan) {
        Assert.isTrue(plan.capacity() >= 1 && plan.capacity() <= 1_000_000 && plan.refill() >= 1
                && plan.every().toNanos() > 0 && plan.isRefillMeasurable(), "The plan is out of range");
        buckets(name).change(plan, now());
    }

    @Override
    public long debtors(String plan) {
        return buckets(plan).debtors(now());
    }

    @Override
    public long evictions(String plan) {
        return buckets(plan).evictions();
    }

    private Buckets buckets(String plan) {
        Buckets found = this.buckets.get(plan);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no rate-limit plan '" + plan + "'; there are " + new TreeSet<>(this.buckets.keySet()));
        }
        return found;
    }

    private long now() {
        return this.nanoTime.getAsLong() - this.origin;
    }

    /** A plan and its table, which is made when the first client comes. */
    private static final class Buckets {

        private final int clients;

        private volatile State state;

        Buckets(RateLimitPlan plan, int clients) {
            this.clients = clients;
            this.state = new State(plan, null);
        }

        long tryConsume(long hash, long now) {
            while (true) {
                BucketTable table = this.state.table();
                long ticks = (table != null) ? table.tryConsume(hash, now) : BucketTable.MOVED;
                if (table != null && ticks != BucketTable.MOVED) {
                    return (ticks >= 0) ? table.gcra().nanos(ticks) : -table.gcra().nanos(-ticks);
                }
                prepare(now);
            }
        }

        /** Makes the first table, or waits a moment until a change of plan is done. */
        synchronized void prepare(long now) {
            State present = this.state;
            if (present.table() == null) {
                this.state = new State(present.plan(), new BucketTable(this.clients, Gcra.of(present.plan()), now));
            }
        }

        synchronized void change(RateLimitPlan plan, long now) {
            BucketTable table = this.state.table();
            this.state = new State(plan, (table != null) ? table.moveTo(Gcra.of(plan), now) : null);
        }

        long debtors(long now) {
            BucketTable table = this.state.table();
            return (table != null) ? table.debtors(now) : 0;
        }

        long evictions() {
            BucketTable table = this.state.table();
            return (table != null) ? table.evictions() : 0;
        }

        private record State(RateLimitPlan plan, @Nullable BucketTable table) {
        }

    }

}
