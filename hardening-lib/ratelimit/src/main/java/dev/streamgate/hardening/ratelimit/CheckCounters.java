/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/** Counts the checks of each plan. Thread-safe. */
interface CheckCounters {

    /** Counts nothing: Micrometer is not on the class path. */
    CheckCounters NONE = (plan, limiter) -> new PlanCounters() {
    };

    /**
     * The counters of a plan. Called once for each plan and enforcer.
     * @param limiter supplies the statistics of the plan's buckets, if it has any
     */
    PlanCounters plan(String plan, RateLimiter limiter);

    /** A check of the plan was decided by its fallback policy. */
    default void fallback(String plan) {
        // Not counted.
    }

    /** The outcomes of one plan's checks. */
    interface PlanCounters {

        /** A token was consumed. */
        default void allowed() {
            // Not counted.
        }

        /** The call was rejected. */
        default void rejected() {
            // Not counted.
        }

        /** The call would have been rejected, and was let through. */
        default void shadowed() {
            // Not counted.
        }

    }

}
