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
 * The values of a namespace in the Valkey server, common to all replicas. A value is
 * encoded as its content type, a line feed, and its bytes. While the server is
 * unavailable reads miss; failed changes clear the namespace once it is back.
 * Thread-safe.
 */
class DistributedNamespace implements AutoCloseable {

    private final DistributedCacheStore store;

    DistributedNamespace(DistributedCacheStore store) {
        this.store = store;
    }

    @Nullable CachedValue get(String key) {
        try {
            return decode(this.store.get(key));
        }
        catch (ValkeyUnavailableException ex) {
            return null;
        }
    }

    void put(String key, CachedValue value) {
        try {
            this.store.put(key, encode(value), value.ttl());
        }
        catch (ValkeyUnavailableException ex) {
            // The store clears the namespace once the server is back.
        }
    }

    /** Stores a value unless the key has one, and returns the existing one. */
    @Nullable CachedValue putIfAbsent(String key, CachedValue value) {
        try {
            DistributedCacheStore.Snapshot snapshot = this.store.get(key);
            CachedValue present = decode(snapshot);
            if (present == null && !this.store.putIfUnchanged(key, encode(value), value.ttl(), snapshot)) {
                return decode(this.store.get(key));
            }
            return present;
        }
        catch (ValkeyUnavailableException ex) {
            return null;
        }
    }

    boolean delete(String key) {
        try {
            return this.store.evict(key);
        }
        catch (ValkeyUnavailableException ex) {
            return false;
        }
    }

    boolean clear() {
        try {
            this.store.clear();
            return true;
        }
        catch (ValkeyUnavailableException ex) {
            return false;
        }
    }

    @Override
    public void close() {
        this.store.close();
    }

    private static byte[] encode(CachedValue value) {
        byte[] type = (value.contentType() + '\n').getBytes(StandardCharsets.UTF_8);
        byte[] encoded = Arrays.copyOf(type, type.length + value.bytes().length);
        System.arraycopy(value.bytes(), 0, encoded, type.length, value.bytes().length);
        return encoded;
    }

    private static @Nullable CachedValue decode(DistributedCacheStore.Snapshot snapshot) {
        byte[] encoded = snapshot.value();
        if (encoded == null) {
            return null;
        }
        int end = 0;
        while (encoded[end] != '\n') {
            end++;
        }
        return new CachedValue(Arrays.copyOfRange(encoded, end + 1, encoded.length),
                new String(encoded, 0, end, StandardCharsets.UTF_8), snapshot.remaining());
    }

}
