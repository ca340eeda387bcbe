/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first level of a distributed cache free of values that the second level no
 * longer has, without a lock during calls to the server: each change counts, and a value
 * that was read or written while the count changed is removed again. Keys share counters;
 * a collision only removes a value that could have stayed. Thread-safe.
 *
 * @param <K> type of keys of the first level
 * @param <V> type of its values
 */
public final class KeyVersions<K, V> {

    private static final int COUNTERS = 1024;

    private final Cache<K, V> local;

    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

    private final AtomicLong invalidations = new AtomicLong();

    /** Creates the versions of a first level. */
    public KeyVersions(Cache<K, V> local) {
        this.local = local;
    }

    /** Returns the version of a key that is read or is about to be changed. */
    public long current(Object key) {
        return this.counters.get(index(key)) + this.invalidations.get();
    }

    /** Begins a change of a key; returns its version. */
    public long begin(Object key) {
        return this.counters.incrementAndGet(index(key)) + this.invalidations.get();
    }

    /**
     * Reads a value, and removes it again if it changed during the read.
     * @param read a read that may store the value in the first level
     */
    public <T extends @Nullable Object> T read(K key, Supplier<T> read) {
        long before = current(key);
        T value = read.get();
        if (current(key) != before) {
            this.local.invalidate(key);
        }
        return value;
    }

    /**
     * Stores a value that the server has accepted, unless the key was changed meanwhile:
     * then the order of the changes at the server is unknown, and the next read asks it.
     * @param version of {@link #begin}
     */
    public void store(K key, V value, long version) {
        if (current(key) == version) {
            this.local.put(key, value);
            if (current(key) == version) {
                return;
            }
        }
        changed(key);
    }

    /**
     * Removes a value that another process has changed. Does not wait for a load of the
     * key in progress: that load removes its value itself.
     * @return whether there was a value
     */
    public boolean changed(K key) {
        begin(key);
        return this.local.getIfPresent(key) != null && this.local.asMap().remove(key) != null;
    }

    /**
     * Removes a value. Waits for a load of the key in progress, so that no later read
     * joins it.
     * @return whether there was a value
     */
    public boolean remove(K key) {
        begin(key);
        return this.local.asMap().remove(key) != null;
    }

    /** Removes all values. Does not wait for loads in progress either. */
    public void allChanged() {
        this.invalidations.incrementAndGet();
        this.local.asMap().keySet().forEach((key) -> {
            if (this.local.getIfPresent(key) != null) {
                this.local.invalidate(key);
            }
        });
    }

    private static int index(Object key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (COUNTERS - 1);
    }

}
