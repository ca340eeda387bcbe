/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.valkey.DistributedCacheStore;
import dev.streamgate.hardening.valkey.ValkeyUnavailableException;

/**
 * The values of a namespace that replicas share: the content type, a line feed, and the
 * bytes. When the server is out of reach there are none, and changes are made good later.
 * Safe for threads.
 */
class SharedNamespace implements AutoCloseable {

    private final DistributedCacheStore entries;

    SharedNamespace(DistributedCacheStore entries) {
        this.entries = entries;
    }

    @Nullable CachedValue get(String key) {
        try {
            return value(this.entries.get(key));
        }
        catch (ValkeyUnavailableException ex) {
            return null;
        }
    }

    void put(String key, CachedValue value) {
        try {
            this.entries.put(key, bytes(value), value.ttl());
        }
        catch (ValkeyUnavailableException ex) {
            // The entry of the server is forgotten when it is back.
        }
    }

    /** Stores a value unless there is one; returns that one. */
    @Nullable CachedValue putIfAbsent(String key, CachedValue value) {
        try {
            DistributedCacheStore.Lookup lookup = this.entries.get(key);
            CachedValue present = value(lookup);
            if (present == null && !this.entries.putLoaded(key, bytes(value), value.ttl(), lookup)) {
                return value(this.entries.get(key));
            }
            return present;
        }
        catch (ValkeyUnavailableException ex) {
            return null;
        }
    }

    boolean delete(String key) {
        try {
            return this.entries.evict(key);
        }
        catch (ValkeyUnavailableException ex) {
            return false;
        }
    }

    boolean clear() {
        try {
            this.entries.clear();
            return true;
        }
        catch (ValkeyUnavailableException ex) {
            return false;
        }
    }

    @Override
    public void close() {
        this.entries.close();
    }

    private static byte[] bytes(CachedValue value) {
        byte[] type = (value.contentType() + '\n').getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(type, type.length + value.bytes().length);
        System.arraycopy(value.bytes(), 0, all, type.length, value.bytes().length);
        return all;
    }

    private static @Nullable CachedValue value(DistributedCacheStore.Lookup lookup) {
        byte[] all = lookup.value();
        if (all == null) {
            return null;
        }
        int end = 0;
        while (all[end] != '\n') {
            end++;
        }
        return new CachedValue(Arrays.copyOfRange(all, end + 1, all.length),
                new String(all, 0, end, StandardCharsets.UTF_8), lookup.remaining());
    }

}
