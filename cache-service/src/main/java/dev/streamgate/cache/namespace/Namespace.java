/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.util.Optional;
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
import dev.streamgate.hardening.cache.KeyVersions;
import dev.streamgate.hardening.valkey.DistributedCacheStore;

/**
 * A cache bounded by its number of entries and by their weight. Caffeine bounds one of
 * the two; with a minimum weight per entry, the bound on the weight bounds the number
 * too. Thread-safe.
 */
class Namespace {

    private final Bounds bounds;

    private final @Nullable DistributedNamespace distributed;

    private final LongAdder sizeEvictions = new LongAdder();

    private final Cache<String, CachedValue> local;

    private final KeyVersions<String, CachedValue> versions;

    Namespace(Bounds bounds, Ticker ticker) {
        this(bounds, ticker, null);
    }

    /**
     * Creates a cache.
     * @param distributed creates the second level, with a listener for the changes of
     * other replicas; null for a local cache
     */
    Namespace(Bounds bounds, Ticker ticker,
            @Nullable Function<DistributedCacheStore.Listener, DistributedNamespace> distributed) {
        this.bounds = bounds;
        long minWeight = Math.max(1, bounds.maxSize().toBytes() / bounds.maxEntries());
        this.local = Caffeine.newBuilder()
            .maximumWeight(bounds.maxSize().toBytes())
            .weigher((String key, CachedValue value) -> Math.toIntExact(Math.max(minWeight, value.weight(key))))
            .expireAfter(Expiry.<String, CachedValue>writing((key, value) -> value.ttl()))
            .ticker(ticker)
            .executor(Runnable::run)
            .evictionListener(CacheMeters.countSizeEvictions(this.sizeEvictions))
            .recordStats()
            .build();
        this.versions = new KeyVersions<>(this.local);
        this.distributed = (distributed != null) ? distributed.apply(new RemoteChanges()) : null;
    }

    Bounds bounds() {
        return this.bounds;
    }

    @SuppressWarnings("NullAway") // Caffeine's mapping function may return null.
    Optional<CachedValue> get(String key) {
        DistributedNamespace second = this.distributed;
        if (second == null) {
            return Optional.ofNullable(this.local.getIfPresent(key));
        }
        return Optional.ofNullable(this.versions.read(key, () -> this.local.get(key, second::get)));
    }

    void put(String key, CachedValue value) {
        if (this.distributed == null) {
            this.local.put(key, value);
            return;
        }
        long version = this.versions.begin(key);
        this.distributed.put(key, value);
        this.versions.store(key, value, version);
    }

    /** Stores a value unless the key has one; returns whether it was stored. */
    boolean putIfAbsent(String key, CachedValue value) {
        DistributedNamespace second = this.distributed;
        if (second == null) {
            return this.local.asMap().putIfAbsent(key, value) == null;
        }
        CachedValue kept = this.versions.read(key, () -> this.local.get(key, (absent) -> {
            CachedValue present = second.putIfAbsent(key, value);
            return (present != null) ? present : value;
        }));
        return kept == value;
    }

    boolean delete(String key) {
        if (this.distributed == null) {
            return this.local.asMap().remove(key) != null;
        }
        boolean deleted = this.distributed.delete(key);
        return this.versions.remove(key) || deleted;
    }

    /**
     * Removes all values.
     * @return whether the server, if configured, was cleared too; if not, it is cleared
     * once it is back
     */
    boolean clear() {
        boolean cleared = this.distributed == null || this.distributed.clear();
        this.versions.allChanged();
        return cleared;
    }

    /** Ends the subscription to changes of other replicas. */
    void close() {
        if (this.distributed != null) {
            this.distributed.close();
        }
    }

    /** Removes expired values, which otherwise only reads do. */
    void cleanUp() {
        this.local.cleanUp();
    }

    Cache<String, CachedValue> cache() {
        return this.local;
    }

    /** The number of values evicted because the cache was full. */
    LongAdder sizeEvictions() {
        return this.sizeEvictions;
    }

    long bytes() {
        return this.local.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    long entries() {
        return this.local.estimatedSize();
    }

    CacheStats.Namespace toView() {
        var stats = this.local.stats();
        return new CacheStats.Namespace(entries(), bytes(), this.bounds.maxSize().toBytes(), stats.hitCount(),
                stats.missCount(), stats.hitRate(), stats.evictionCount());
    }

    /** Invalidates local values when other replicas change them. */
    private final class RemoteChanges implements DistributedCacheStore.Listener {

        @Override
        public void onEvicted(String key) {
            Namespace.this.versions.changed(key);
        }

        @Override
        public void onCleared() {
            Namespace.this.versions.allChanged();
        }

        @Override
        public void onMessagesLost() {
            Namespace.this.versions.allChanged();
        }

    }

}
