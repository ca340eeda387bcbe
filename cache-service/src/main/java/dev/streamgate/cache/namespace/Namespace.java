/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

import dev.streamgate.cache.namespace.NamespaceProperties.Bounds;
import dev.streamgate.contracts.cache.CacheStats;
import dev.streamgate.hardening.cache.CacheMeters;
import dev.streamgate.hardening.valkey.DistributedCacheStore;

/**
 * One bounded cache. Caffeine bounds either entries or weight; here an entry weighs at
 * least its share of the bound, so that both hold. Safe for threads.
 */
class Namespace {

    private final Bounds bounds;

    private final @Nullable SharedNamespace shared;

    /** How often everything was dropped; a read that it overtook is not kept. */
    private final AtomicLong flushes = new AtomicLong();

    private final LongAdder displaced = new LongAdder();

    private final Cache<String, CachedValue> values;

    Namespace(Bounds bounds, Ticker ticker) {
        this(bounds, ticker, null);
    }

    /**
     * A cache in front of entries that replicas share.
     * @param shared opens them, given who hears of changes
     */
    Namespace(Bounds bounds, Ticker ticker,
            @Nullable Function<DistributedCacheStore.Listener, SharedNamespace> shared) {
        this.bounds = bounds;
        long share = Math.max(1, bounds.maxSize().toBytes() / bounds.maxEntries());
        this.values = Caffeine.newBuilder()
            .maximumWeight(bounds.maxSize().toBytes())
            .weigher((String key, CachedValue value) -> Math.toIntExact(Math.max(share, value.weight(key))))
            .expireAfter(Expiry.<String, CachedValue>writing((key, value) -> value.ttl()))
            .ticker(ticker)
            .executor(Runnable::run)
            .evictionListener(CacheMeters.displaced(this.displaced))
            .recordStats()
            .build();
        this.shared = (shared != null) ? shared.apply(new Changes()) : null;
    }

    Bounds bounds() {
        return this.bounds;
    }

    @SuppressWarnings("NullAway") // A function that finds nothing may answer null.
    Optional<CachedValue> get(String key) {
        SharedNamespace second = this.shared;
        if (second == null) {
            return Optional.ofNullable(this.values.getIfPresent(key));
        }
        long before = this.flushes.get();
        CachedValue value = this.values.get(key, second::get);
        if (this.flushes.get() != before) {
            this.values.invalidate(key);
        }
        return Optional.ofNullable(value);
    }

    void put(String key, CachedValue value) {
        if (this.shared != null) {
            this.shared.put(key, value);
        }
        this.values.put(key, value);
    }

    /** Stores a value unless there is one; returns whether it did. */
    boolean putIfAbsent(String key, CachedValue value) {
        SharedNamespace second = this.shared;
        if (second == null) {
            return this.values.asMap().putIfAbsent(key, value) == null;
        }
        CachedValue kept = this.values.get(key, (absent) -> {
            CachedValue present = second.putIfAbsent(key, value);
            return (present != null) ? present : value;
        });
        return kept == value;
    }

    boolean delete(String key) {
        boolean there = this.shared != null && this.shared.delete(key);
        return this.values.asMap().remove(key) != null || there;
    }

    /**
     * Forgets everything.
     * @return whether the server, if there is one, knows of it; else it will
     */
    boolean clear() {
        boolean told = this.shared == null || this.shared.clear();
        drop();
        return told;
    }

    /** Hears of nothing any more. */
    void close() {
        if (this.shared != null) {
            this.shared.close();
        }
    }

    private void drop() {
        this.flushes.incrementAndGet();
        this.values.invalidateAll();
    }

    /** Drops what is too old, so that memory is given back without a read. */
    void cleanUp() {
        this.values.cleanUp();
    }

    Cache<String, CachedValue> cache() {
        return this.values;
    }

    /** How many values had to make room. */
    LongAdder displaced() {
        return this.displaced;
    }

    long bytes() {
        return this.values.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    long entries() {
        return this.values.estimatedSize();
    }

    CacheStats.Namespace toView() {
        var counts = this.values.stats();
        return new CacheStats.Namespace(entries(), bytes(), this.bounds.maxSize().toBytes(), counts.hitCount(),
                counts.missCount(), counts.hitRate(), counts.evictionCount());
    }

    /** What other replicas do. */
    private final class Changes implements DistributedCacheStore.Listener {

        @Override
        public void evicted(String key) {
            Namespace.this.values.invalidate(key);
        }

        @Override
        public void cleared() {
            drop();
        }

        @Override
        public void missed() {
            drop();
        }

    }

}
