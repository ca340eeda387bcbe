/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;

/**
 * Keeps a token bucket for each plan and client. Safe for threads. Declare a bean of this
 * type to keep the buckets elsewhere.
 */
public interface RateLimiter {

    /**
     * Takes one token out of the client's bucket, if there is one. The answer is a bare
     * number, so that a check makes no garbage.
     * @return when a token was taken, the nanoseconds until the bucket is full again, 0
     * or more; when there was none, the nanoseconds until there is one, negated: always
     * less than 0
     * @throws IllegalArgumentException when there is no such plan
     */
    long tryConsume(String plan, RateLimitKey client);

    /**
     * The plan in force under that name.
     * @throws IllegalArgumentException when there is none
     */
    RateLimitPlan plan(String name);

    /** The plans in force, by name. */
    Map<String, RateLimitPlan> plans();

    /**
     * Puts another plan in the place of one. What a client has taken stays taken: the
     * tokens it owed under the old plan it owes under the new one.
     * @throws IllegalArgumentException when there is no plan of that name, or the new one
     * is out of range
     */
    void change(String name, RateLimitPlan plan);

}
