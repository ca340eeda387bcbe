/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.concurrent.Callable;

import com.github.benmanes.caffeine.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.caffeine.CaffeineCache;

/**
 * A cache of one process. A value whose load overlaps the removal of its key or of all
 * values is not kept; removing all values does not wait for loads in progress.
 * Thread-safe.
 */
final class LocalCache extends CaffeineCache {

    private final KeyVersions<Object, Object> versions;

    LocalCache(String name, Cache<Object, Object> cache, boolean allowNullValues) {
        super(name, cache, allowNullValues);
        this.versions = new KeyVersions<>(cache);
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        return this.versions.read(key, () -> super.get(key, valueLoader));
    }

    @Override
    public void evict(Object key) {
        this.versions.remove(key);
    }

    @Override
    public boolean evictIfPresent(Object key) {
        return this.versions.remove(key);
    }

    @Override
    public void clear() {
        this.versions.allChanged();
    }

    @Override
    public boolean invalidate() {
        boolean any = !getNativeCache().asMap().isEmpty();
        clear();
        return any;
    }

}
