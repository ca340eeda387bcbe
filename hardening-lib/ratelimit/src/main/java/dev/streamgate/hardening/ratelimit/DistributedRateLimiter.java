/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import io.github.bucket4j.ConsumptionProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.hardening.valkey.ValkeyUnavailableException;

/**
 * Distributed buckets, from which all replicas consume, between two local limiters:
 * <ul>
 * <li>The local limiter enforces the whole plan before the server is called. A key that
 * exceeds its plan in this replica alone is rejected without a call, and buckets that the
 * server evicts, for instance under memory pressure, reset no key's quota. It is stricter
 * than the server by at most one token: each token that it consumes is consumed in the
 * server too, or the server's bucket is empty, and both refill at the same rate.</li>
 * <li>The fallback limiter enforces the plan divided by the number of replicas while the
 * server is unavailable. Tokens consumed in the server are consumed there too, so an
 * outage does not start with full buckets.</li>
 * </ul>
 */
final class DistributedRateLimiter implements RateLimiter, BucketStatistics {

    private static final Logger log = LoggerFactory.getLogger(DistributedRateLimiter.class);

    private static final long REJECTED_FOR_ONE_SECOND = -1_000_000_000;

    private final ValkeyClient valkey;

    private final DistributedPlans plans;

    private final DistributedBuckets buckets;

    private final LocalRateLimiter local;

    private final LocalRateLimiter fallback;

    private final DegradationListener listener;

    private final AtomicBoolean degraded = new AtomicBoolean();

    /** The number of replicas that the fallback limiter divides plans by. */
    private volatile int fallbackReplicas;

    /**
     * Creates a limiter.
     * @param maxBuckets the number of clients of a plan whose buckets each local limiter
     * keeps apart
     * @param nanoTime the monotonic clock of the local limiters, in nanoseconds
     */
    DistributedRateLimiter(ValkeyClient valkey, Map<String, RateLimitPlan> plans, int maxBuckets, LongSupplier nanoTime,
            DegradationListener listener) {
        this.valkey = valkey;
        this.listener = listener;
        this.fallbackReplicas = valkey.replicas();
        Map<String, RateLimitPlan> shares = new LinkedHashMap<>();
        plans.forEach((name, plan) -> shares.put(name, share(plan, this.fallbackReplicas)));
        this.local = new LocalRateLimiter(plans, maxBuckets, nanoTime);
        this.fallback = new LocalRateLimiter(shares, maxBuckets, nanoTime);
        this.buckets = new DistributedBuckets(valkey.keyPrefix() + "ratelimit:");
        this.plans = new DistributedPlans(valkey, plans);
    }

    @Override
    public long tryConsume(String name, RateLimitKey key) {
        VersionedPlan plan = this.plans.get(name);
        this.plans.refreshIfStale(this::apply);
        if (!this.valkey.isUp()) {
            return tryConsumeFallback(plan, key);
        }
        long localResult = this.local.tryConsume(name, key);
        if (localResult < 0) {
            return localResult;
        }
        try {
            ConsumptionProbe probe = this.valkey.call((server) -> this.buckets.tryConsume(server, plan, key));
            if (this.degraded.get() && this.degraded.compareAndSet(true, false)) {
                log.info("Valkey is available again; replicas consume from the same rate-limit buckets");
                this.listener.onRestored();
            }
            if (probe.isConsumed()) {
                this.fallback.tryConsume(name, key);
                return Math.max(0, probe.getNanosToWaitForReset());
            }
            return -Math.max(1, probe.getNanosToWaitForRefill());
        }
        catch (ValkeyUnavailableException ex) {
            return tryConsumeFallback(plan, key);
        }
    }

    @Override
    public RateLimitPlan plan(String name) {
        return this.plans.get(name).plan();
    }

    @Override
    public Map<String, RateLimitPlan> plans() {
        return this.plans.all();
    }

    /**
     * Replaces the plan in all replicas that use the server, those started later
     * included, until its properties are changed.
     */
    @Override
    public void replacePlan(String name, RateLimitPlan plan) {
        VersionedPlan replacement = this.plans.get(name).replacedBy(plan);
        this.local.replacePlan(name, plan);
        apply(replacement);
        try {
            this.plans.publish(replacement);
        }
        catch (ValkeyUnavailableException ex) {
            log.warn("Rate-limit plan '{}' was replaced in this replica only: {}", name, ex.getMessage());
        }
    }

    @Override
    public long bucketsInUse(String plan) {
        return this.local.bucketsInUse(plan);
    }

    @Override
    public long evictions(String plan) {
        return this.local.evictions(plan);
    }

    private long tryConsumeFallback(VersionedPlan plan, RateLimitKey key) {
        this.listener.onFallback(plan.name());
        if (!this.valkey.isUp() && !this.degraded.get() && this.degraded.compareAndSet(false, true)) {
            log.warn("Valkey is unavailable; rate limits follow the fallback policy of each plan"
                    + " (a local share is 1/{}) until it is back", this.valkey.replicas());
            this.listener.onDegraded();
        }
        return switch (plan.plan().fallbackPolicy()) {
            case REJECT -> REJECTED_FOR_ONE_SECOND;
            case ALLOW -> 0;
            case LOCAL_SHARE -> {
                if (this.fallbackReplicas != this.valkey.replicas()) {
                    resizeShares();
                }
                yield this.fallback.tryConsume(plan.name(), key);
            }
        };
    }

    private synchronized void resizeShares() {
        int replicas = this.valkey.replicas();
        if (this.fallbackReplicas != replicas) {
            this.fallbackReplicas = replicas;
            this.plans.all().forEach((name, plan) -> this.fallback.replacePlan(name, share(plan, replicas)));
        }
    }

    private synchronized void apply(VersionedPlan plan) {
        this.plans.put(plan);
        this.local.replacePlan(plan.name(), plan.plan());
        this.fallback.replacePlan(plan.name(), share(plan.plan(), this.fallbackReplicas));
        this.buckets.reset();
    }

    /** The part of a plan that one of several replicas may grant. */
    private static RateLimitPlan share(RateLimitPlan plan, int replicas) {
        return new RateLimitPlan(Math.max(1, plan.capacity() / replicas), plan.refill(),
                plan.period().multipliedBy(replicas), plan.shadow(), plan.fallbackPolicy());
    }

}
