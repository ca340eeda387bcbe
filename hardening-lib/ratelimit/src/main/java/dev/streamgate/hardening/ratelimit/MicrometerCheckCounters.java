/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts checks in the meters of {@link RateLimitMeter}. */
final class MicrometerCheckCounters implements CheckCounters {

    private final Map<String, Counter> fallbacks = new ConcurrentHashMap<>();

    private final MeterRegistry meters;

    MicrometerCheckCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public PlanCounters plan(String plan, RateLimiter limiter) {
        if (limiter instanceof BucketStatistics statistics) {
            RateLimitMeter.BUCKETS.gauge(this.meters, () -> statistics.bucketsInUse(plan), plan);
            RateLimitMeter.EVICTIONS.counter(this.meters, statistics, (source) -> source.evictions(plan), plan);
        }
        return new Outcomes(counter(plan, "allowed"), counter(plan, "rejected"), counter(plan, "shadowed"));
    }

    @Override
    public void fallback(String plan) {
        this.fallbacks.computeIfAbsent(plan, (name) -> RateLimitMeter.FALLBACKS.counter(this.meters, name)).increment();
    }

    private Counter counter(String plan, String outcome) {
        return RateLimitMeter.CHECKS.counter(this.meters, plan, outcome);
    }

    private static final class Outcomes implements PlanCounters {

        private final Counter allowed;

        private final Counter rejected;

        private final Counter shadowed;

        Outcomes(Counter allowed, Counter rejected, Counter shadowed) {
            this.allowed = allowed;
            this.rejected = rejected;
            this.shadowed = shadowed;
        }

        @Override
        public void allowed() {
            this.allowed.increment();
        }

        @Override
        public void rejected() {
            this.rejected.increment();
        }

        @Override
        public void shadowed() {
            this.shadowed.increment();
        }

    }

}
