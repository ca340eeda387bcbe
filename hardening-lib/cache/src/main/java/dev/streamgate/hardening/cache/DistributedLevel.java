/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.valkey.DistributedCacheStore;
import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.hardening.valkey.ValkeyUnavailableException;

/**
 * The second level of a {@link TwoLevelCache}: values as JSON in a
 * {@link DistributedCacheStore}. While the server is unavailable reads miss and writes do
 * nothing; both are counted. Values above the maximum size are not stored. Thread-safe.
 */
final class DistributedLevel {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private final String cache;

    private final DistributedCacheStore store;

    private final Duration ttl;

    private final long maxValueSize;

    private final boolean allowNull;

    private final ObjectReader reader;

    private final ObjectWriter writer;

    private final MeterRegistry meters;

    DistributedLevel(String cache, CacheProperties.NamedCache settings, Class<?> type, ValkeyClient valkey,
            JsonMapper json, MeterRegistry meters, DistributedCacheStore.Listener listener) {
        this.cache = cache;
        this.ttl = settings.ttl();
        this.maxValueSize = settings.maxValueSize().toBytes();
        this.allowNull = settings.allowNull();
        this.reader = json.readerFor(type);
        this.writer = json.writerFor(type);
        this.meters = meters;
        this.store = valkey.cacheStore("cache:" + cache + ":v" + settings.version(), listener);
    }

    /** Reads an entry; null when the server is unavailable. */
    DistributedCacheStore.@Nullable Snapshot read(String key) {
        try {
            return this.store.get(key);
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.DISTRIBUTED_GETS, "unavailable");
            return null;
        }
    }

    /** Reads entries; empty when the server is unavailable. */
    Map<String, DistributedCacheStore.Snapshot> readAll(List<String> keys) {
        try {
            return this.store.getAll(keys);
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.DISTRIBUTED_GETS, "unavailable");
            return Map.of();
        }
    }

    /**
     * Decodes what was read.
     * @return null when there is no value, or one that cannot be decoded; the latter is
     * evicted
     */
    @Nullable Hit decode(String key, DistributedCacheStore.@Nullable Snapshot snapshot) {
        if (snapshot == null) {
            return null;
        }
        byte[] json = snapshot.value();
        if (json == null) {
            count(CacheMeter.DISTRIBUTED_GETS, "miss");
            return null;
        }
        Hit hit = decode(json, snapshot.remaining());
        if (hit != null) {
            count(CacheMeter.DISTRIBUTED_GETS, "hit");
            return hit;
        }
        count(CacheMeter.DISTRIBUTED_GETS, "unreadable");
        try {
            this.store.evict(key);
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.DISTRIBUTED_WRITES, "unavailable");
        }
        return null;
    }

    /**
     * Stores a value that was loaded after the miss, unless the entry has changed since.
     */
    void putIfUnchanged(String key, @Nullable Object value, DistributedCacheStore.Snapshot missed) {
        byte[] json = encode(value);
        if (json.length > this.maxValueSize) {
            count(CacheMeter.DISTRIBUTED_WRITES, "oversized");
            return;
        }
        try {
            boolean stored = this.store.putIfUnchanged(key, json, this.ttl, missed);
            count(CacheMeter.DISTRIBUTED_WRITES, stored ? "stored" : "outdated");
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.DISTRIBUTED_WRITES, "unavailable");
        }
    }

    /** Stores values, and evicts the entries whose new value is too large. */
    void putAll(Map<String, @Nullable Object> values) {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        List<String> oversized = new ArrayList<>();
        values.forEach((key, value) -> {
            byte[] json = encode(value);
            if (json.length <= this.maxValueSize) {
                encoded.put(key, json);
            }
            else {
                oversized.add(key);
            }
        });
        try {
            if (!encoded.isEmpty()) {
                this.store.putAll(encoded, this.ttl);
                count(CacheMeter.DISTRIBUTED_WRITES, "stored");
            }
            for (String key : oversized) {
                this.store.evict(key);
                count(CacheMeter.DISTRIBUTED_WRITES, "oversized");
            }
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.DISTRIBUTED_WRITES, "unavailable");
        }
    }

    /** Removes an entry; returns whether there was a value. */
    boolean evict(String key) {
        try {
            boolean removed = this.store.evict(key);
            count(CacheMeter.DISTRIBUTED_WRITES, "removed");
            return removed;
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.DISTRIBUTED_WRITES, "unavailable");
            return false;
        }
    }

    void clear() {
        try {
            this.store.clear();
            count(CacheMeter.DISTRIBUTED_WRITES, "removed");
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.DISTRIBUTED_WRITES, "unavailable");
        }
    }

    private @Nullable Hit decode(byte[] json, Duration remaining) {
        try {
            Object value = this.reader.readValue(json);
            return (value != null || this.allowNull) ? new Hit(value, remaining) : null;
        }
        catch (JacksonException | IllegalArgumentException ex) {
            return null;
        }
    }

    private byte[] encode(@Nullable Object value) {
        return (value != null) ? this.writer.writeValueAsBytes(value) : NULL;
    }

    private void count(CacheMeter meter, String outcome) {
        meter.counter(this.meters, this.cache, outcome).increment();
    }

    /**
     * A value that was found.
     *
     * @param value the value; null for a cached null
     * @param remaining its remaining time to live
     */
    record Hit(@Nullable Object value, Duration remaining) {
    }

}
