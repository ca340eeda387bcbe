/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Enforces plans: consumes a token, counts the outcome, and reports rejections.
 * Thread-safe.
 */
final class RateLimitEnforcer {

    /** Granted without a limit: limits are disabled, or the plan is in shadow mode. */
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Subtracted before seconds are rounded up, so that 2.0001 s become 2 and not 3. */
    private static final long ROUNDING_TOLERANCE_NANOS = 1_000_000;

    private static final long REPORT_INTERVAL_NANOS = NANOS_PER_SECOND;

    private final boolean enabled;

    private final RateLimiter limiter;

    private final CheckCounters counters;

    private final RejectionListener rejectionListener;

    private final Map<String, EnforcedPlan> plans = new ConcurrentHashMap<>();

    RateLimitEnforcer(boolean enabled, RateLimiter limiter, CheckCounters counters,
            RejectionListener rejectionListener) {
        this.enabled = enabled;
        this.limiter = limiter;
        this.counters = counters;
        this.rejectionListener = rejectionListener;
    }

    /** Whether limits are enforced. */
    boolean isEnabled() {
        return this.enabled;
    }

    /**
     * Checks that a plan exists, unless limits are disabled.
     * @param user what refers to the plan, for the message
     * @throws InvalidConfigurationException when the plan is unknown
     */
    void requirePlan(String plan, String user) {
        if (!this.enabled) {
            return;
        }
        if (!this.limiter.plans().containsKey(plan)) {
            throw new InvalidConfigurationException(
                    "%s refers to the rate-limit plan '%s', which streamgate.rate-limit.plans lacks; it has %s"
                        .formatted(user, plan, new TreeSet<>(this.limiter.plans().keySet())),
                    "Set streamgate.rate-limit.plans.%s.capacity and .refill, or refer to an existing plan."
                        .formatted(plan));
        }
        enforced(plan);
    }

    /**
     * Tries to consume a token, and counts and reports the outcome.
     * @param key null when the call is not limited
     * @return as {@link RateLimiter#tryConsume}; {@link #UNLIMITED} when no limit applies
     */
    long tryConsume(String name, @Nullable RateLimitKey key) {
        if (!this.enabled || key == null) {
            return UNLIMITED;
        }
        EnforcedPlan enforced = enforced(name);
        long nanos = this.limiter.tryConsume(name, key);
        if (this.limiter.plan(name).shadow()) {
            if (nanos >= 0) {
                enforced.counters.allowed();
            }
            else {
                enforced.counters.shadowed();
            }
            return UNLIMITED;
        }
        if (nanos >= 0) {
            enforced.counters.allowed();
            return Math.min(nanos, UNLIMITED - 1);
        }
        enforced.counters.rejected();
        reportRejection(enforced, key);
        return nanos;
    }

    /** The response headers of a plan. */
    PlanHeaders headers(String name) {
        return enforced(name).headers(this.limiter.plan(name));
    }

    /**
     * Explains a rejection.
     * @param nanos the negative result of {@link #tryConsume}
     */
    String detail(String name, long nanos) {
        RateLimitPlan plan = this.limiter.plan(name);
        return "The rate limit '%s' allows a burst of %d requests and a rate of %d per %s. Retry in %d s."
            .formatted(name, plan.capacity(), plan.refill(), period(plan.period()), retryAfterSeconds(nanos));
    }

    /** The seconds until the next token, at least 1. */
    static long retryAfterSeconds(long nanos) {
        return Math.max(1, seconds(-nanos));
    }

    /** Seconds, rounded up. */
    static long seconds(long nanos) {
        return (nanos + NANOS_PER_SECOND - 1 - Math.min(nanos, ROUNDING_TOLERANCE_NANOS)) / NANOS_PER_SECOND;
    }

    private static String period(Duration period) {
        if (period.toMillis() == 1_000) {
            return "second";
        }
        return (period.toMillis() % 1_000 == 0) ? period.toSeconds() + " s" : period.toMillis() + " ms";
    }

    /**
     * Reports at most once a second for each plan, since a flood causes many rejections.
     */
    private void reportRejection(EnforcedPlan plan, RateLimitKey key) {
        long now = System.nanoTime();
        long last = plan.reportedAt.get();
        plan.unreported.incrementAndGet();
        if (now - last >= REPORT_INTERVAL_NANOS && plan.reportedAt.compareAndSet(last, now)) {
            this.rejectionListener.onRejected(plan.name, key, plan.unreported.getAndSet(0));
        }
    }

    private EnforcedPlan enforced(String plan) {
        EnforcedPlan enforced = this.plans.get(plan);
        return (enforced != null) ? enforced : this.plans.computeIfAbsent(plan,
                (name) -> new EnforcedPlan(name, this.counters.plan(name, this.limiter)));
    }

    /** A plan in use, with its counters and headers. */
    private static final class EnforcedPlan {

        private final String name;

        private final CheckCounters.PlanCounters counters;

        private final AtomicLong reportedAt = new AtomicLong(System.nanoTime() - REPORT_INTERVAL_NANOS);

        private final AtomicLong unreported = new AtomicLong();

        private volatile @Nullable PlanHeaders headers;

        EnforcedPlan(String name, CheckCounters.PlanCounters counters) {
            this.name = name;
            this.counters = counters;
        }

        /** Compares by reference first, since it is called for each request. */
        @SuppressWarnings("ReferenceEquality")
        PlanHeaders headers(RateLimitPlan plan) {
            PlanHeaders current = this.headers;
            if (current == null || (current.plan() != plan && !current.plan().equals(plan))) {
                current = new PlanHeaders(this.name, plan);
                this.headers = current;
            }
            return current;
        }

    }

}
