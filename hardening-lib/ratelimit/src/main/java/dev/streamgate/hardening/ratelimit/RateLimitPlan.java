/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A token bucket, of which each key has one. It is full at first; each request consumes
 * one token; tokens are refilled evenly.
 *
 * @param capacity Tokens of a full bucket: the largest burst of requests.
 * @param refill Tokens refilled in each period.
 * @param period Length of the period.
 * @param shadow Whether rejections are only counted, and the requests let through.
 * @param fallbackPolicy Decision about requests while the distributed buckets are
 * unavailable.
 */
public record RateLimitPlan(@Min(1) @Max(1_000_000) long capacity, @Min(1) @Max(1_000_000) long refill,
        @DurationMin(millis = 1) @DurationMax(days = 1) @DefaultValue("1s") Duration period,
        @DefaultValue("false") boolean shadow, @DefaultValue("local-share") FallbackPolicy fallbackPolicy) {

    /** The constructor that properties are bound to. */
    @ConstructorBinding
    public RateLimitPlan {
        // Validated by the constraints.
    }

    /** A plan with the fallback policy {@link FallbackPolicy#LOCAL_SHARE}. */
    public RateLimitPlan(long capacity, long refill, Duration period, boolean shadow) {
        this(capacity, refill, period, shadow, FallbackPolicy.LOCAL_SHARE);
    }

    /** An enforced plan that is refilled each second. */
    public static RateLimitPlan perSecond(long capacity, long refill) {
        return new RateLimitPlan(capacity, refill, Duration.ofSeconds(1), false);
    }

    /** Whether the clock can resolve the time between two tokens. */
    @AssertTrue(message = "a plan refills at most 1000000 tokens per second")
    boolean isRefillRateSupported() {
        return this.period.toNanos() / Math.max(1, this.refill) >= 1_000;
    }

    /** The seconds until an empty bucket is full, rounded up. */
    long windowSeconds() {
        double seconds = this.period.toNanos() / 1e9 * this.capacity / this.refill;
        return (long) Math.ceil(seconds);
    }

}
