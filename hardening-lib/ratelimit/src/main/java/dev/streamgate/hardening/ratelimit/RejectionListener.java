/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/** Receives rejections, at most once a second for each plan. Thread-safe. */
@FunctionalInterface
interface RejectionListener {

    /**
     * Requests were rejected.
     * @param key the key of the last of them
     * @param count the number of rejections since the last call for this plan
     */
    void onRejected(String plan, RateLimitKey key, long count);

}
