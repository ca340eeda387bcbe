/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

/**
 * Says how much memory an entry takes. Declare a bean of this type to weigh differently.
 * Safe for threads; must not throw.
 */
@FunctionalInterface
public interface CacheWeigher {

    /**
     * Bytes that the entry is reckoned with, 0 or more.
     * @param cache the cache's name
     */
    long weigh(String cache, Object key, Object value);

}
