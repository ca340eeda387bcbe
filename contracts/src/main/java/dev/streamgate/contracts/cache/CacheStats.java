/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

import java.util.Map;

/**
 * How the caches do.
 *
 * @param namespaces by name
 */
public record CacheStats(Map<String, Namespace> namespaces) {

    /**
     * How one namespace does since the service started.
     *
     * @param entries values that it holds, about
     * @param bytes memory that they are reckoned with
     * @param maxBytes the bound of it
     * @param hits reads that found a value
     * @param misses reads that found none
     * @param hitRate hits of all reads, 0 to 1; 1 before the first
     * @param evictions values that made room or grew too old
     */
    public record Namespace(long entries, long bytes, long maxBytes, long hits, long misses, double hitRate,
            long evictions) {
    }
}
