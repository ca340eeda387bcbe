/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;

/**
 * Reads several entries of a cache in one go, and collects writes: they are written
 * together when as many as fit into a batch have come, or the first has waited for the
 * interval, or the application stops. What waits is seen by {@link #getAll} of this
 * object, not by the cache. When writing fails the entries are kept and tried again, up
 * to ten batches; beyond that {@link #put} writes itself and throws what the cache
 * throws. Safe for threads.
 */
public final class BatchingCache {

    private static final int MOST_BATCHES = 10;

    private final Cache cache;

    private final int size;

    private final Counter written;

    private final Counter failed;

    private final Map<Object, @Nullable Object> waiting = new LinkedHashMap<>();

    private boolean open = true;

    BatchingCache(Cache cache, int size, MeterRegistry meters) {
        this.cache = cache;
        this.size = size;
        this.written = CacheMeter.BATCHES.counter(meters, cache.getName(), "written");
        this.failed = CacheMeter.BATCHES.counter(meters, cache.getName(), "failed");
    }

    /**
     * Reads what is there of the keys; a cached null is a null in the answer.
     */
    public Map<Object, @Nullable Object> getAll(Collection<?> keys) {
        Map<Object, @Nullable Object> found = new LinkedHashMap<>();
        List<Object> others = new ArrayList<>();
        synchronized (this.waiting) {
            for (Object key : keys) {
                if (this.waiting.containsKey(key)) {
                    found.put(key, this.waiting.get(key));
                }
                else {
                    others.add(key);
                }
            }
        }
        for (int from = 0; from < others.size(); from += this.size) {
            List<Object> some = others.subList(from, Math.min(others.size(), from + this.size));
            if (this.cache instanceof BulkCache bulk) {
                found.putAll(bulk.getAll(some));
            }
            else {
                for (Object key : some) {
                    Cache.ValueWrapper value = this.cache.get(key);
                    if (value != null) {
                        found.put(key, value.get());
                    }
                }
            }
        }
        return found;
    }

    /**
     * Takes an entry to be written; at once when the application stops. Of several with
     * one key the last is written.
     */
    public void put(Object key, @Nullable Object value) {
        synchronized (this.waiting) {
            this.waiting.put(key, value);
            if (this.waiting.size() < this.size && this.open) {
                return;
            }
            if (this.waiting.size() < this.size * MOST_BATCHES && this.open) {
                tryFlush();
                return;
            }
            flush();
        }
    }

    /** Writes what waits; what was not written when the cache throws goes on waiting. */
    public void flush() {
        synchronized (this.waiting) {
            while (!this.waiting.isEmpty()) {
                Map<Object, @Nullable Object> batch = new LinkedHashMap<>();
                for (Map.Entry<Object, @Nullable Object> entry : this.waiting.entrySet()) {
                    if (batch.size() < this.size) {
                        batch.put(entry.getKey(), entry.getValue());
                    }
                }
                try {
                    write(batch);
                }
                catch (RuntimeException ex) {
                    this.failed.increment();
                    throw ex;
                }
                this.written.increment();
                this.waiting.keySet().removeAll(batch.keySet());
            }
        }
    }

    /** How many entries wait. */
    public int pending() {
        synchronized (this.waiting) {
            return this.waiting.size();
        }
    }

    /** Writes what waits; what cannot be written goes on waiting. */
    void tryFlush() {
        try {
            flush();
        }
        catch (RuntimeException ex) {
            // Counted; the next one tries again.
        }
    }

    /** From now on nothing waits. */
    void close() {
        synchronized (this.waiting) {
            this.open = false;
            flush();
        }
    }

    private void write(Map<Object, @Nullable Object> batch) {
        if (this.cache instanceof BulkCache bulk) {
            bulk.putAll(batch);
        }
        else {
            batch.forEach(this.cache::put);
        }
    }

}
