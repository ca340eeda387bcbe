/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

import java.util.Map;

/**
 * Statistics of all caches.
 *
 * @param namespaces statistics by namespace
 */
public record CacheStats(Map<String, Namespace> namespaces) {

    /**
     * Statistics of one namespace since it was created.
     *
     * @param entries approximate number of values
     * @param bytes estimated memory of the values, in bytes
     * @param maxBytes maximum of {@code bytes}
     * @param hits number of reads that found a value
     * @param misses number of reads that found no value
     * @param hitRate ratio of hits to reads, 0 to 1; 1 before the first read
     * @param evictions number of values that were evicted or expired
     */
    public record Namespace(long entries, long bytes, long maxBytes, long hits, long misses, double hitRate,
            long evictions) {
    }
}
