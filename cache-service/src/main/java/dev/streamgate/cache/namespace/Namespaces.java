/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import dev.streamgate.cache.namespace.NamespaceProperties.Bounds;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.valkey.DistributedCacheStore;
import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.hardening.valkey.ValkeyUnavailableException;

/**
 * All namespaces. A namespace is created by its first write; their number is bounded.
 * Thread-safe.
 */
class Namespaces {

    static final ProblemType FULL = ProblemType.of("cache-namespaces-full", HttpStatus.INSUFFICIENT_STORAGE,
            "Maximum number of namespaces reached");

    static final ProblemType INVALID_TTL = ProblemType.of("cache-ttl-out-of-range", HttpStatus.BAD_REQUEST,
            "The time to live is out of range");

    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();

    private final NamespaceProperties properties;

    private final Ticker ticker;

    private final NamespaceMeters meters;

    private final @Nullable ValkeyClient valkey;

    Namespaces(NamespaceProperties properties, Ticker ticker, NamespaceMeters meters, @Nullable ValkeyClient valkey) {
        this.valkey = valkey;
        this.properties = properties;
        this.ticker = ticker;
        this.meters = meters;
    }

    /**
     * Finds a namespace that exists in this replica, or one of which the server holds any
     * of the keys.
     */
    Optional<Namespace> find(String name, List<String> keys) {
        Namespace existing = this.namespaces.get(name);
        if (existing == null && this.valkey != null && isInServer(this.valkey, name, keys)) {
            existing = getOrCreate(name);
        }
        return Optional.ofNullable(existing);
    }

    /**
     * Finds a namespace to delete from; with a server, creates it, since other replicas
     * may have it.
     */
    Optional<Namespace> findForDeletion(String name) {
        return (this.valkey != null) ? Optional.of(getOrCreate(name)) : Optional.ofNullable(this.namespaces.get(name));
    }

    private synchronized boolean isInServer(ValkeyClient server, String name, List<String> keys) {
        if (this.namespaces.containsKey(name) || this.namespaces.size() >= this.properties.maxNamespaces()) {
            return this.namespaces.containsKey(name);
        }
        try (DistributedCacheStore store = server.cacheStore(storeName(name), new IgnoringListener())) {
            return !store.getAll(keys).isEmpty();
        }
        catch (ValkeyUnavailableException ex) {
            return false;
        }
    }

    private static String storeName(String name) {
        return "namespace:" + name;
    }

    /**
     * Returns a namespace, and creates it if necessary.
     * @throws ProblemException when the maximum number of namespaces exists
     */
    Namespace getOrCreate(String name) {
        Namespace existing = this.namespaces.get(name);
        return (existing != null) ? existing : create(name);
    }

    private synchronized Namespace create(String name) {
        Namespace existing = this.namespaces.get(name);
        if (existing != null) {
            return existing;
        }
        if (this.namespaces.size() >= this.properties.maxNamespaces()) {
            throw new ProblemException(FULL, "Delete a namespace, or raise streamgate.cache-service.max-namespaces.");
        }
        ValkeyClient server = this.valkey;
        Namespace created = new Namespace(this.properties.of(name), this.ticker, (server == null) ? null
                : (listener) -> new DistributedNamespace(server.cacheStore(storeName(name), listener)));
        this.meters.register(name, created);
        this.namespaces.put(name, created);
        return created;
    }

    /**
     * Creates a value for a namespace.
     * @param ttl its time to live; null for the namespace's default
     * @throws ProblemException when the value is too large or the time to live out of
     * range
     */
    CachedValue value(String namespace, byte[] bytes, String contentType, @Nullable Duration ttl) {
        Bounds bounds = this.properties.of(namespace);
        long limit = Math.min(this.properties.maxValueSize().toBytes(), bounds.maxSize().toBytes());
        if (bytes.length > limit) {
            throw new ProblemException(ProblemType.BODY_TOO_LARGE, "A value has at most %d bytes.".formatted(limit));
        }
        Duration effectiveTtl = (ttl != null) ? ttl : bounds.ttl();
        if (effectiveTtl.isNegative() || effectiveTtl.isZero() || effectiveTtl.compareTo(bounds.maxTtl()) > 0) {
            throw new ProblemException(INVALID_TTL,
                    "The time to live must be positive and at most %s.".formatted(bounds.maxTtl()));
        }
        return new CachedValue(bytes, contentType, effectiveTtl);
    }

    /** The maximum size of a value in any namespace. */
    long maxValueBytes() {
        return this.properties.maxValueSize().toBytes();
    }

    /**
     * Removes a namespace with its values, statistics and meters. The next write creates
     * it again.
     */
    synchronized void remove(String name) {
        Namespace removed = findForDeletion(name).orElse(null);
        // A namespace that could not be cleared in the server stays.
        if (removed != null && removed.clear()) {
            this.namespaces.remove(name);
            this.meters.remove(name);
            removed.close();
        }
    }

    void cleanUp() {
        this.namespaces.values().forEach(Namespace::cleanUp);
    }

    Map<String, Namespace> all() {
        return new TreeMap<>(this.namespaces);
    }

    /** For a store without a local level. */
    private static final class IgnoringListener implements DistributedCacheStore.Listener {

        @Override
        public void onEvicted(String key) {
            // Nothing to invalidate.
        }

        @Override
        public void onCleared() {
            // Nothing to invalidate.
        }

        @Override
        public void onMessagesLost() {
            // Nothing to invalidate.
        }

    }

}
