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
 * Reads entries of a cache in batches, and writes them behind: a batch is written when it
 * is full, when its interval has passed, or when the application stops. Pending entries
 * are visible to {@link #getAll} of this object, not to the cache. Entries whose write
 * failed stay pending, up to ten batches; beyond that {@link #put} writes synchronously
 * and throws the cache's exception. Thread-safe.
 */
public final class BatchingCache {

    private static final int MAX_PENDING_BATCHES = 10;

    private final Cache cache;

    private final int batchSize;

    private final Counter written;

    private final Counter failed;

    private final Map<Object, @Nullable Object> pending = new LinkedHashMap<>();

    private boolean open = true;

    BatchingCache(Cache cache, int batchSize, MeterRegistry meters) {
        this.cache = cache;
        this.batchSize = batchSize;
        this.written = CacheMeter.BATCHES.counter(meters, cache.getName(), "written");
        this.failed = CacheMeter.BATCHES.counter(meters, cache.getName(), "failed");
    }

    /**
     * Reads entries.
     * @return the entries that exist, by key; a cached null has the value null
     */
    public Map<Object, @Nullable Object> getAll(Collection<?> keys) {
        Map<Object, @Nullable Object> found = new LinkedHashMap<>();
        List<Object> others = new ArrayList<>();
        synchronized (this.pending) {
            for (Object key : keys) {
                if (this.pending.containsKey(key)) {
                    found.put(key, this.pending.get(key));
                }
                else {
                    others.add(key);
                }
            }
        }
        for (int from = 0; from < others.size(); from += this.batchSize) {
            List<Object> batch = others.subList(from, Math.min(others.size(), from + this.batchSize));
            if (this.cache instanceof BulkCache bulk) {
                found.putAll(bulk.getAll(batch));
            }
            else {
                for (Object key : batch) {
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
     * Adds an entry to the pending ones, where it replaces one with the same key. Once
     * the application stops, it is written at once.
     */
    public void put(Object key, @Nullable Object value) {
        synchronized (this.pending) {
            this.pending.put(key, value);
            if (this.pending.size() < this.batchSize && this.open) {
                return;
            }
            if (this.pending.size() < this.batchSize * MAX_PENDING_BATCHES && this.open) {
                tryFlush();
                return;
            }
            flush();
        }
    }

    /**
     * Writes all pending entries. When the cache throws, unwritten entries stay pending.
     */
    public void flush() {
        synchronized (this.pending) {
            while (!this.pending.isEmpty()) {
                Map<Object, @Nullable Object> batch = new LinkedHashMap<>();
                for (Map.Entry<Object, @Nullable Object> entry : this.pending.entrySet()) {
                    if (batch.size() < this.batchSize) {
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
                this.pending.keySet().removeAll(batch.keySet());
            }
        }
    }

    /** The number of pending entries. */
    public int pending() {
        synchronized (this.pending) {
            return this.pending.size();
        }
    }

    /** Writes pending entries and leaves those that fail for the next attempt. */
    void tryFlush() {
        try {
            flush();
        }
        catch (RuntimeException ex) {
            // Counted as failed; the next flush retries.
        }
    }

    /** Writes pending entries; later ones are written at once. */
    void close() {
        synchronized (this.pending) {
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
