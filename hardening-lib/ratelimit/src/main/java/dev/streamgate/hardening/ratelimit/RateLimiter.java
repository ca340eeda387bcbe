/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;

/**
 * Token buckets, one for each plan and key. Thread-safe. Declare a bean of this type to
 * replace the library's limiter.
 */
public interface RateLimiter {

    /**
     * Tries to consume one token from the bucket of a key. The result is a primitive, so
     * that a check allocates nothing.
     * @return when a token was consumed, the nanoseconds until the bucket is full again,
     * 0 or more; when the request is rejected, the negated nanoseconds until the next
     * token, always less than 0
     * @throws IllegalArgumentException when the plan is unknown
     */
    long tryConsume(String plan, RateLimitKey key);

    /**
     * The plan in force under a name.
     * @throws IllegalArgumentException when the plan is unknown
     */
    RateLimitPlan plan(String name);

    /** The plans in force, by name. */
    Map<String, RateLimitPlan> plans();

    /**
     * Replaces a plan. Consumed tokens stay consumed: each bucket lacks as many tokens
     * under the new plan as under the old one.
     * @throws IllegalArgumentException when the plan is unknown, or the new one is out of
     * range
     */
    void replacePlan(String name, RateLimitPlan plan);

}
