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

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Enforces plans on requests: consumes a token, counts the outcome, sets the response
 * headers of {@link PlanHeaders}, and reports rejections. Thread-safe.
 */
final class RateLimitEnforcer {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Subtracted before seconds are rounded up, so that 2.0001 s become 2 and not 3. */
    private static final long ROUNDING_TOLERANCE_NANOS = 1_000_000;

    private static final long REPORT_INTERVAL_NANOS = NANOS_PER_SECOND;

    private final RateLimiter limiter;

    private final RateLimitKeyResolver keyResolver;

    private final MeterRegistry meters;

    private final RejectionListener rejectionListener;

    private final Map<String, EnforcedPlan> plans = new ConcurrentHashMap<>();

    RateLimitEnforcer(RateLimiter limiter, RateLimitKeyResolver keyResolver, MeterRegistry meters,
            RejectionListener rejectionListener) {
        this.limiter = limiter;
        this.keyResolver = keyResolver;
        this.meters = meters;
        this.rejectionListener = rejectionListener;
    }

    /**
     * Checks that a plan exists.
     * @param user what refers to the plan, for the message
     * @throws InvalidConfigurationException when the plan is unknown
     */
    void requirePlan(String plan, String user) {
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
     * Consumes a token for the request and sets the response headers.
     * @return null when the request is allowed, else the problem to respond with
     */
    @Nullable ProblemDetail enforce(String name, HttpServletRequest request, HttpServletResponse response) {
        RateLimitKey key = this.keyResolver.resolve(request);
        if (key == null) {
            return null;
        }
        EnforcedPlan enforced = enforced(name);
        long nanos = this.limiter.tryConsume(name, key);
        boolean allowed = nanos >= 0;
        PlanHeaders headers = enforced.headers(this.limiter.plan(name));
        RateLimitPlan plan = headers.plan();
        if (plan.shadow()) {
            (allowed ? enforced.allowed : enforced.shadowed).increment();
            return null;
        }
        response.addHeader(PlanHeaders.POLICY, headers.policy());
        if (allowed) {
            enforced.allowed.increment();
            response.addHeader(PlanHeaders.LIMIT, headers.limit(headers.remaining(nanos), seconds(nanos)));
            return null;
        }
        enforced.rejected.increment();
        reportRejection(enforced, key);
        long retryAfter = Math.max(1, seconds(-nanos));
        response.addHeader(PlanHeaders.LIMIT, headers.limit(0, retryAfter));
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        return ProblemDetails.of(ProblemType.RATE_LIMITED,
                "The rate limit '%s' allows a burst of %d requests and a rate of %d per %s. Retry in %d s."
                    .formatted(name, plan.capacity(), plan.refill(), period(plan.period()), retryAfter));
    }

    /** Seconds, rounded up. */
    private static long seconds(long nanos) {
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
        return (enforced != null) ? enforced : this.plans.computeIfAbsent(plan, this::create);
    }

    private EnforcedPlan create(String plan) {
        if (this.limiter instanceof BucketStatistics statistics) {
            RateLimitMeter.BUCKETS.gauge(this.meters, () -> statistics.bucketsInUse(plan), plan);
            RateLimitMeter.EVICTIONS.counter(this.meters, statistics, (source) -> source.evictions(plan), plan);
        }
        return new EnforcedPlan(plan, counter(plan, "allowed"), counter(plan, "rejected"), counter(plan, "shadowed"));
    }

    private Counter counter(String plan, String outcome) {
        return RateLimitMeter.CHECKS.counter(this.meters, plan, outcome);
    }

    /** A plan in use, with its counters and headers. */
    private static final class EnforcedPlan {

        private final String name;

        private final Counter allowed;

        private final Counter rejected;

        private final Counter shadowed;

        private final AtomicLong reportedAt = new AtomicLong(System.nanoTime() - REPORT_INTERVAL_NANOS);

        private final AtomicLong unreported = new AtomicLong();

        private volatile @Nullable PlanHeaders headers;

        EnforcedPlan(String name, Counter allowed, Counter rejected, Counter shadowed) {
            this.name = name;
            this.allowed = allowed;
            this.rejected = rejected;
            this.shadowed = shadowed;
        }

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
