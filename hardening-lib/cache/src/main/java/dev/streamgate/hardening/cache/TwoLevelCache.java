/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.support.SimpleValueWrapper;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.valkey.DistributedCacheStore;
import dev.streamgate.hardening.valkey.ValkeyClient;

/**
 * A distributed cache: Caffeine as the local first level in front of a
 * {@link DistributedLevel}. Changes go to the second level first. Loads are single-flight
 * per key and process and hold the key, so a value that was read from the source before a
 * change is kept by neither level after it. While the server is unavailable the first
 * level works alone; for its recovery see {@link DistributedCacheStore}. Thread-safe.
 */
final class TwoLevelCache extends CaffeineCache implements BulkCache {

    private final Cache<Object, Object> local;

    private final DistributedLevel distributed;

    private final Duration ttl;

    private final MeterRegistry meters;

    private final KeyVersions<Object, Object> versions;

    TwoLevelCache(String name, Cache<Object, Object> local, CacheProperties.NamedCache settings, Class<?> type,
            ValkeyClient valkey, JsonMapper json, MeterRegistry meters) {
        super(name, local, settings.allowNull());
        this.local = local;
        this.versions = new KeyVersions<>(local);
        this.ttl = settings.ttl();
        this.meters = meters;
        this.distributed = new DistributedLevel(name, settings, type, valkey, json, meters, new RemoteChanges());
    }

    @Override
    @SuppressWarnings("NullAway") // Caffeine's mapping function may return null.
    protected @Nullable Object lookup(Object key) {
        String name = DistributedCacheKey.of(key);
        return this.versions.read(name, () -> this.local.get(name,
                (absent) -> localEntry(this.distributed.decode(name, this.distributed.read(name)))));
    }

    @Override
    @SuppressWarnings({ "unchecked", "NullAway" }) // As above.
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        String name = DistributedCacheKey.of(key);
        return (T) fromStoreValue(
                this.versions.read(name, () -> this.local.get(name, (absent) -> load(name, key, valueLoader))));
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        entries.put(key, value);
        putAll(entries);
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        boolean[] stored = new boolean[1];
        Object present = get(key, () -> {
            stored[0] = true;
            return value;
        });
        return stored[0] ? null : new SimpleValueWrapper(present);
    }

    @Override
    public void evict(Object key) {
        evictIfPresent(key);
    }

    @Override
    public boolean evictIfPresent(Object key) {
        String name = DistributedCacheKey.of(key);
        boolean removed = this.distributed.evict(name);
        return this.versions.remove(name) || removed;
    }

    @Override
    public void clear() {
        this.distributed.clear();
        this.versions.allChanged();
    }

    @Override
    public boolean invalidate() {
        boolean any = !this.local.asMap().isEmpty();
        clear();
        return any;
    }

    @Override
    public Map<Object, @Nullable Object> getAll(Collection<?> keys) {
        Map<Object, @Nullable Object> found = new LinkedHashMap<>();
        Map<String, Object> absent = new LinkedHashMap<>();
        for (Object key : keys) {
            String name = DistributedCacheKey.of(key);
            Object value = this.local.getIfPresent(name);
            if (value != null) {
                found.put(key, fromStoreValue(value));
            }
            else {
                absent.put(name, key);
            }
        }
        if (!absent.isEmpty()) {
            this.distributed.readAll(new ArrayList<>(absent.keySet())).forEach((name, snapshot) -> {
                DistributedLevel.Hit hit = this.distributed.decode(name, snapshot);
                if (hit != null) {
                    found.put(absent.get(name), hit.value());
                }
            });
        }
        return found;
    }

    @Override
    public void putAll(Map<Object, @Nullable Object> entries) {
        Map<String, LocalEntry> localEntries = new LinkedHashMap<>();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, Long> begun = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            String name = DistributedCacheKey.of(key);
            localEntries.put(name, new LocalEntry(toStoreValue(value), this.ttl));
            values.put(name, value);
        });
        values.keySet().forEach(this.versions::begin);
        values.keySet().forEach((name) -> begun.put(name, this.versions.current(name)));
        this.distributed.putAll(values);
        localEntries.forEach((name, entry) -> this.versions.store(name, entry, begun.getOrDefault(name, -1L)));
    }

    @Override
    protected @Nullable Object fromStoreValue(@Nullable Object stored) {
        return super.fromStoreValue((stored instanceof LocalEntry entry) ? entry.value() : stored);
    }

    /** Runs while Caffeine holds the key. */
    private Object load(String name, Object key, Callable<?> loader) {
        DistributedCacheStore.Snapshot snapshot = this.distributed.read(name);
        LocalEntry found = localEntry(this.distributed.decode(name, snapshot));
        if (found != null) {
            return found;
        }
        Object value;
        LocalEntry loaded;
        try {
            value = loader.call();
            loaded = new LocalEntry(toStoreValue(value), this.ttl);
        }
        catch (Exception ex) {
            throw new ValueRetrievalException(key, loader, ex);
        }
        if (snapshot != null && snapshot.value() == null) {
            this.distributed.putIfUnchanged(name, value, snapshot);
        }
        return loaded;
    }

    private @Nullable LocalEntry localEntry(DistributedLevel.@Nullable Hit hit) {
        return (hit != null) ? new LocalEntry(toStoreValue(hit.value()), hit.remaining()) : null;
    }

    /**
     * A value of the first level.
     *
     * @param value the value, or Spring's placeholder for null
     * @param ttl its time to live when it was stored
     */
    record LocalEntry(Object value, Duration ttl) {
    }

    /** Invalidates the first level when other replicas change the second one. */
    private final class RemoteChanges implements DistributedCacheStore.Listener {

        @Override
        public void onEvicted(String key) {
            TwoLevelCache.this.versions.changed(key);
            count("entry");
        }

        @Override
        public void onCleared() {
            TwoLevelCache.this.versions.allChanged();
            count("all");
        }

        @Override
        public void onMessagesLost() {
            TwoLevelCache.this.versions.allChanged();
            count("missed");
        }

        private void count(String outcome) {
            CacheMeter.INVALIDATIONS.counter(TwoLevelCache.this.meters, getName(), outcome).increment();
        }

    }

}
