/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/** What a plan whose buckets are shared does while the shared server is out of reach. */
public enum FallbackPolicy {

    /**
     * This replica keeps buckets of its own, of the plan divided by the number of
     * replicas.
     */
    LOCAL_SHARE,

    /** Nothing is let through. */
    REFUSE,

    /** Everything is let through. */
    ALLOW

}
