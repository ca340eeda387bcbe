/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/** Receives the outages of distributed buckets. Thread-safe. */
interface DegradationListener {

    /** A check was decided by the plan's fallback policy. */
    void onFallback(String plan);

    /** An outage began: this replica decides alone. */
    void onDegraded();

    /** The outage ended: the replicas consume from the same buckets again. */
    void onRestored();

}
