/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.RemovalListener;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of a cache beside Micrometer's: its bounds, and its evictions because of size.
 * Micrometer's evictions include expired entries, which need no action. Caches of
 * {@code streamgate.cache.caches} have these meters; call {@link #bind} for a cache that
 * the application creates itself.
 */
public final class CacheMeters {

    private CacheMeters() {
    }

    /**
     * Registers the meters of a cache.
     * @param cache the cache's name
     * @param maxEntries the maximum number of entries
     * @param ttl the default time to live of an entry
     * @param sizeEvictions the count of {@link #countSizeEvictions}; the registry holds
     * it by a weak reference
     */
    public static void bind(MeterRegistry meters, String cache, long maxEntries, Duration ttl,
            LongAdder sizeEvictions) {
        CacheMeter.ENTRIES_MAX.gauge(meters, () -> maxEntries, cache);
        CacheMeter.TTL.gauge(meters, () -> ttl.toMillis() / 1000.0, cache);
        CacheMeter.SIZE_EVICTIONS.counter(meters, sizeEvictions, LongAdder::sum, cache);
    }

    /** An eviction listener that counts evictions because of size. */
    public static RemovalListener<Object, Object> countSizeEvictions(LongAdder count) {
        return (key, value, cause) -> {
            if (cause == RemovalCause.SIZE) {
                count.increment();
            }
        };
    }

}
