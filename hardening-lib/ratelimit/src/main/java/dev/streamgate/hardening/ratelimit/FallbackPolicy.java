/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/** Decision of a plan with distributed buckets while the server is unavailable. */
public enum FallbackPolicy {

    /** Enforce the plan divided by the number of replicas, with local buckets. */
    LOCAL_SHARE,

    /** Reject all requests. */
    REJECT,

    /** Allow all requests. */
    ALLOW

}
