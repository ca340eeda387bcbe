/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The fields {@code RateLimit-Policy} and {@code RateLimit} of a plan
 * (draft-ietf-httpapi-ratelimit-headers): {@code q} tokens are refilled in {@code w}
 * seconds; {@code r} remain, and the bucket is full in {@code t} seconds or, when it is
 * empty, has its next token then. Thread-safe.
 */
final class PlanHeaders {

    static final String POLICY = "RateLimit-Policy";

    static final String LIMIT = "RateLimit";

    private static final int MAX_CACHED = 1024;

    private final String name;

    private final RateLimitPlan plan;

    private final Gcra gcra;

    private final String policy;

    private final AtomicReferenceArray<Limit> limits = new AtomicReferenceArray<>(MAX_CACHED);

    PlanHeaders(String name, RateLimitPlan plan) {
        this.name = "\"" + name + "\"";
        this.plan = plan;
        this.gcra = Gcra.of(plan);
        this.policy = this.name + ";q=" + plan.capacity() + ";w=" + plan.windowSeconds();
    }

    RateLimitPlan plan() {
        return this.plan;
    }

    /** The value of {@value #POLICY}. */
    String policy() {
        return this.policy;
    }

    /** The number of whole tokens in a bucket that is full in the given time. */
    long remaining(long nanosToFull) {
        return this.gcra.remaining(nanosToFull);
    }

    /** The value of {@value #LIMIT}; frequent values are cached. */
    String limit(long remaining, long seconds) {
        int index = (int) (remaining * 31 + seconds) & MAX_CACHED - 1;
        Limit cached = this.limits.get(index);
        if (cached == null || cached.remaining() != remaining || cached.seconds() != seconds) {
            cached = new Limit(remaining, seconds, this.name + ";r=" + remaining + ";t=" + seconds);
            this.limits.set(index, cached);
        }
        return cached.value();
    }

    private record Limit(long remaining, long seconds, String value) {
    }

}
