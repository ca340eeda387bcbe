/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/** Statistics of a limiter that has its buckets in a {@link BucketTable}. */
interface BucketStatistics {

    /** The number of buckets of the plan that are not full. */
    long bucketsInUse(String plan);

    /** The number of buckets of the plan that were evicted while not full. */
    long evictions(String plan);

}
