/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Applies a plan to a request: asks the limiter, counts, and tells the client where it
 * stands (draft-ietf-httpapi-ratelimit-headers: {@code q} tokens come back in {@code w}
 * seconds, {@code r} are left, {@code t} seconds until the bucket is full or, when it is
 * empty, until it is worth asking again). Safe for threads.
 */
final class RateLimitEnforcer {

    private static final String POLICY = "RateLimit-Policy";

    private static final String LIMIT = "RateLimit";

    private static final long SECOND = 1_000_000_000;

    /** Less than a reply takes to arrive; so 2.0001 s are not told as 3. */
    private static final long NEGLIGIBLE = 1_000_000;

    private static final long EVENT_PERIOD = SECOND;

    private final RateLimiter limiter;

    private final RateLimitKeyResolver clients;

    private final MeterRegistry meters;

    private final RejectionListener refusals;

    private final Map<String, Applied> applied = new ConcurrentHashMap<>();

    RateLimitEnforcer(RateLimiter limiter, RateLimitKeyResolver clients, MeterRegistry meters,
            RejectionListener refusals) {
        this.limiter = limiter;
        this.clients = clients;
        this.meters = meters;
        this.refusals = refusals;
    }

    /**
     * Checks that there is such a plan.
     * @param user what names it, for the message
     * @throws InvalidConfigurationException when there is none
     */
    void require(String plan, String user) {
        if (!this.limiter.plans().containsKey(plan)) {
            throw new InvalidConfigurationException(
                    "%s names the rate-limit plan '%s', which streamgate.rate-limit.plans lacks; it has %s"
                        .formatted(user, plan, new TreeSet<>(this.limiter.plans().keySet())),
                    "Set streamgate.rate-limit.plans.%s.capacity and .refill, or name a plan that there is."
                        .formatted(plan));
        }
        applied(plan);
    }

    /**
     * Takes a token for the request and sets the reply's headers.
     * @return null when the request may go on, else the problem to answer with
     */
    @Nullable ProblemDetail refusal(String plan, HttpServletRequest request, HttpServletResponse response) {
        RateLimitKey client = this.clients.resolve(request);
        if (client == null) {
            return null;
        }
        Applied target = applied(plan);
        long nanos = this.limiter.tryConsume(plan, client);
        boolean allowed = nanos >= 0;
        PlanHeaders terms = target.terms(this.limiter.plan(plan));
        if (terms.plan().shadow()) {
            (allowed ? target.allowed : target.shadowed).increment();
            return null;
        }
        response.addHeader(POLICY, terms.policy());
        if (allowed) {
            target.allowed.increment();
            response.addHeader(LIMIT, terms.limit(terms.gcra().remaining(nanos), seconds(nanos)));
            return null;
        }
        target.refused.increment();
        report(target, client);
        long wait = Math.max(1, seconds(-nanos));
        response.addHeader(LIMIT, terms.limit(0, wait));
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
        return ProblemDetails.of(ProblemType.RATE_LIMITED,
                "The limit '%s' is %d requests at once and %d more in %s. Try again in %d s.".formatted(plan,
                        terms.plan().capacity(), terms.plan().refill(), spoken(terms.plan()), wait));
    }

    /** Whole seconds, rounded up. */
    private static long seconds(long nanos) {
        return (nanos + SECOND - 1 - Math.min(nanos, NEGLIGIBLE)) / SECOND;
    }

    private static String spoken(RateLimitPlan terms) {
        double seconds = terms.every().toMillis() / 1000.0;
        return (seconds == 1) ? "each second" : "%s s".formatted(seconds);
    }

    /**
     * One event in a second for each plan at most, since a flood is refused thousands of
     * times.
     */
    private void report(Applied target, RateLimitKey client) {
        long now = System.nanoTime();
        long last = target.reportedAt.get();
        target.unreported.incrementAndGet();
        if (now - last >= EVENT_PERIOD && target.reportedAt.compareAndSet(last, now)) {
            this.refusals.happened(target.plan, client, target.unreported.getAndSet(0));
        }
    }

    private Applied applied(String plan) {
        Applied found = this.applied.get(plan);
        return (found != null) ? found : this.applied.computeIfAbsent(plan, this::apply);
    }

    private Applied apply(String plan) {
        if (this.limiter instanceof BucketStatistics table) {
            RateLimitMeter.CLIENTS.gauge(this.meters, () -> table.debtors(plan), plan);
            RateLimitMeter.EVICTIONS.counter(this.meters, table, (buckets) -> buckets.evictions(plan), plan);
        }
        return new Applied(plan, counter(plan, "allowed"), counter(plan, "refused"), counter(plan, "shadowed"));
    }

    private Counter counter(String plan, String outcome) {
        return RateLimitMeter.CHECKS.counter(this.meters, plan, outcome);
    }

    /** Is told of refusals, at most once a second for each plan. */
    interface RejectionListener {

        /**
         * So many requests were refused since the last time, the last one the client's.
         */
        void happened(String plan, RateLimitKey client, long refusals);

    }

    /**
     * A plan that is applied somewhere, with what each request would else look up again.
     */
    private static final class Applied {

        private final String plan;

        private final Counter allowed;

        private final Counter refused;

        private final Counter shadowed;

        private final AtomicLong reportedAt = new AtomicLong(System.nanoTime() - EVENT_PERIOD);

        private final AtomicLong unreported = new AtomicLong();

        private volatile @Nullable PlanHeaders terms;

        Applied(String plan, Counter allowed, Counter refused, Counter shadowed) {
            this.plan = plan;
            this.allowed = allowed;
            this.refused = refused;
            this.shadowed = shadowed;
        }

        PlanHeaders terms(RateLimitPlan plan) {
            PlanHeaders known = this.terms;
            if (known == null || !known.plan().equals(plan)) {
                known = new PlanHeaders(this.plan, plan);
                this.terms = known;
            }
            return known;
        }

    }

    /** The plan as it is at present, and what each reply says of it. */
    private static final class PlanHeaders {

        private static final int KEPT = 1024;

        private final String name;

        private final RateLimitPlan plan;

        private final Gcra gcra;

        private final String policy;

        private final AtomicReferenceArray<Limit> limits = new AtomicReferenceArray<>(KEPT);

        PlanHeaders(String name, RateLimitPlan plan) {
            this.name = "\"" + name + "\"";
            this.plan = plan;
            this.gcra = Gcra.of(plan);
            this.policy = this.name + ";q=" + plan.capacity() + ";w=" + plan.windowSeconds();
        }

        RateLimitPlan plan() {
            return this.plan;
        }

        Gcra gcra() {
            return this.gcra;
        }

        String policy() {
            return this.policy;
        }

        /** The field's value, which is mostly one that has been sent before. */
        String limit(long remaining, long seconds) {
            int place = (int) (remaining * 31 + seconds) & KEPT - 1;
            Limit known = this.limits.get(place);
            if (known == null || known.remaining() != remaining || known.seconds() != seconds) {
                known = new Limit(remaining, seconds, this.name + ";r=" + remaining + ";t=" + seconds);
                this.limits.set(place, known);
            }
            return known.text();
        }

    }

    /** A value of {@value #LIMIT}. */
    private record Limit(long remaining, long seconds, String text) {
    }

}
