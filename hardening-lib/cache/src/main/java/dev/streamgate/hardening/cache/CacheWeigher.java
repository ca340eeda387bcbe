/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

/**
 * Estimates the memory of an entry. Declare a bean of this type to replace the estimate
 * of the library. Implementations are thread-safe and must not throw.
 */
@FunctionalInterface
public interface CacheWeigher {

    /**
     * The weight of an entry in bytes, 0 or more.
     * @param cache the cache's name
     */
    long weigh(String cache, Object key, Object value);

}
