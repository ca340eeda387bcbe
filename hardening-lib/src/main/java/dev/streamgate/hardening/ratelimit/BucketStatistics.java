/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/** What can be said of a limiter whose buckets are in a table of this process. */
interface BucketStatistics {

    /** Clients in debt under the plan. */
    long debtors(String plan);

    /** Clients in debt that had to make room for others. */
    long evictions(String plan);

}
