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
 * The meters of this library that every cache has beside Micrometer's own: its bounds,
 * and what they cost. Micrometer's evictions count entries whose time was over as well,
 * which nobody has to do anything about. The caches of {@code streamgate.cache.caches}
 * have them; bind them for one that is made by hand.
 */
public final class CacheMeters {

    private CacheMeters() {
    }

    /**
     * Registers the meters of a cache.
     * @param cache the cache's name
     * @param maxEntries how many entries it holds at most
     * @param ttl how long an entry is given out after it was written, unless it says
     * otherwise itself
     * @param displaced the count of {@link #displaced}, which is not kept alive
     */
    public static void bind(MeterRegistry meters, String cache, long maxEntries, Duration ttl, LongAdder displaced) {
        CacheMeter.ENTRIES_MAX.gauge(meters, () -> maxEntries, cache);
        CacheMeter.TTL.gauge(meters, () -> ttl.toMillis() / 1000.0, cache);
        CacheMeter.DISPLACED.counter(meters, displaced, LongAdder::sum, cache);
    }

    /** An eviction listener that counts the entries which had to make room. */
    public static RemovalListener<Object, Object> displaced(LongAdder count) {
        return (key, value, cause) -> {
            if (cause == RemovalCause.SIZE) {
                count.increment();
            }
        };
    }

}
