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
 * A token bucket that each client of a handler has. It starts full; each request takes
 * one token; tokens come back evenly.
 *
 * @param capacity Tokens in a full bucket: how many requests may come at once.
 * @param refill Tokens that come back in each period.
 * @param every Length of that period.
 * @param shadow Whether what would be refused is only counted, and let through.
 * @param fallbackPolicy What is done while buckets that replicas share are out of reach.
 */
public record RateLimitPlan(@Min(1) @Max(1_000_000) long capacity, @Min(1) @Max(1_000_000) long refill,
        @DurationMin(millis = 1) @DurationMax(days = 1) @DefaultValue("1s") Duration every,
        @DefaultValue("false") boolean shadow, @DefaultValue("local-share") FallbackPolicy fallbackPolicy) {

    /** All of it; for binding. */
    @ConstructorBinding
    public RateLimitPlan {
        // Checked by the constraints.
    }

    /** A plan that counts alone while shared buckets are out of reach. */
    public RateLimitPlan(long capacity, long refill, Duration every, boolean shadow) {
        this(capacity, refill, every, shadow, FallbackPolicy.LOCAL_SHARE);
    }

    /** A plan that is enforced. */
    public static RateLimitPlan perSecond(long capacity, long refill) {
        return new RateLimitPlan(capacity, refill, Duration.ofSeconds(1), false);
    }

    /** Whether tokens come back slowly enough to be told apart by the clock. */
    @AssertTrue(message = "at most 1000000 tokens may come back in a second")
    boolean isRefillMeasurable() {
        return this.every.toNanos() / Math.max(1, this.refill) >= 1_000;
    }

    /** The time after which an empty bucket is full, in seconds rounded up. */
    long windowSeconds() {
        double seconds = this.every.toNanos() / 1e9 * this.capacity / this.refill;
        return (long) Math.ceil(seconds);
    }

}
