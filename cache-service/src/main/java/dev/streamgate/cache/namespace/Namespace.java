package dev.streamgate.cache.namespace;

import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;

import dev.streamgate.cache.namespace.NamespaceProperties.Bounds;
import dev.streamgate.contracts.cache.CacheStats;

/**
 * One bounded cache. Caffeine bounds either entries or weight; here an entry weighs at
 * least its share of the bound, so that both hold. Safe for threads.
 */
class Namespace {

    private final Bounds bounds;

    private final Cache<String, CachedValue> values;

    Namespace(Bounds bounds, Ticker ticker) {
        this.bounds = bounds;
        long share = Math.max(1, bounds.maxSize().toBytes() / bounds.maxEntries());
        this.values = Caffeine.newBuilder()
            .maximumWeight(bounds.maxSize().toBytes())
            .weigher((String key, CachedValue value) -> Math.toIntExact(Math.max(share, value.weight(key))))
            .expireAfter(Expiry.<String, CachedValue>writing((key, value) -> value.ttl()))
            .ticker(ticker)
            .executor(Runnable::run)
            .recordStats()
            .build();
    }

    Bounds bounds() {
        return this.bounds;
    }

    Optional<CachedValue> get(String key) {
        return Optional.ofNullable(this.values.getIfPresent(key));
    }

    void put(String key, CachedValue value) {
        this.values.put(key, value);
    }

    /** Stores a value unless there is one; returns whether it did. */
    boolean putIfAbsent(String key, CachedValue value) {
        return this.values.asMap().putIfAbsent(key, value) == null;
    }

    boolean delete(String key) {
        return this.values.asMap().remove(key) != null;
    }

    void clear() {
        this.values.invalidateAll();
    }

    /** Drops what is too old, so that memory is given back without a read. */
    void cleanUp() {
        this.values.cleanUp();
    }

    Cache<String, CachedValue> cache() {
        return this.values;
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

}
