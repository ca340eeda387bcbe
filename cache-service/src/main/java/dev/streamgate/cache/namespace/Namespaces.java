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
 * All namespaces: made when first written to, at most a fixed number of them. Safe for
 * threads.
 */
class Namespaces {

    static final ProblemType FULL = ProblemType.of("cache-namespaces-full", HttpStatus.INSUFFICIENT_STORAGE,
            "There are as many namespaces as may be");

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
     * A namespace that has been written to, by this replica or by one that has shared any
     * of the keys.
     */
    Optional<Namespace> find(String name, List<String> keys) {
        Namespace present = this.namespaces.get(name);
        if (present == null && this.valkey != null && isShared(this.valkey, name, keys)) {
            present = open(name);
        }
        return Optional.ofNullable(present);
    }

    /**
     * A namespace to delete from: any, where it may be that another replica has it.
     */
    Optional<Namespace> findToDelete(String name) {
        return (this.valkey != null) ? Optional.of(open(name)) : Optional.ofNullable(this.namespaces.get(name));
    }

    private synchronized boolean isShared(ValkeyClient server, String name, List<String> keys) {
        if (this.namespaces.containsKey(name) || this.namespaces.size() >= this.properties.maxNamespaces()) {
            return this.namespaces.containsKey(name);
        }
        try (DistributedCacheStore entries = server.entries(shared(name), new Deaf())) {
            return !entries.getAll(keys).isEmpty();
        }
        catch (ValkeyUnavailableException ex) {
            return false;
        }
    }

    private static String shared(String name) {
        return "namespace:" + name;
    }

    /**
     * A namespace to write to.
     * @throws ProblemException when it would be one too many
     */
    Namespace open(String name) {
        Namespace present = this.namespaces.get(name);
        return (present != null) ? present : make(name);
    }

    private synchronized Namespace make(String name) {
        Namespace present = this.namespaces.get(name);
        if (present != null) {
            return present;
        }
        if (this.namespaces.size() >= this.properties.maxNamespaces()) {
            throw new ProblemException(FULL, "Delete a namespace, or raise streamgate.cache-service.max-namespaces.");
        }
        ValkeyClient server = this.valkey;
        Namespace made = new Namespace(this.properties.of(name), this.ticker,
                (server == null) ? null : (changes) -> new SharedNamespace(server.entries(shared(name), changes)));
        this.meters.added(name, made);
        this.namespaces.put(name, made);
        return made;
    }

    /**
     * A value for a namespace.
     * @param ttl how long it is kept; the namespace's own time when {@code null}
     * @throws ProblemException when the value is too large or the time out of range
     */
    CachedValue value(String namespace, byte[] bytes, String contentType, @Nullable Duration ttl) {
        Bounds bounds = this.properties.of(namespace);
        long limit = Math.min(this.properties.maxValueSize().toBytes(), bounds.maxSize().toBytes());
        if (bytes.length > limit) {
            throw new ProblemException(ProblemType.BODY_TOO_LARGE, "A value has at most %d bytes.".formatted(limit));
        }
        Duration kept = (ttl != null) ? ttl : bounds.ttl();
        if (kept.isNegative() || kept.isZero() || kept.compareTo(bounds.maxTtl()) > 0) {
            throw new ProblemException(INVALID_TTL,
                    "The time to live is above zero and at most %s.".formatted(bounds.maxTtl()));
        }
        return new CachedValue(bytes, contentType, kept);
    }

    /** The largest value that is taken anywhere. */
    long maxValueBytes() {
        return this.properties.maxValueSize().toBytes();
    }

    /**
     * Forgets a namespace with its values, statistics and meters; the next write makes it
     * anew.
     */
    synchronized void remove(String name) {
        Namespace removed = findToDelete(name).orElse(null);
        // One that the server could not be told of stays until it can be.
        if (removed != null && removed.clear()) {
            this.namespaces.remove(name);
            this.meters.removed(name);
            removed.close();
        }
    }

    void cleanUp() {
        this.namespaces.values().forEach(Namespace::cleanUp);
    }

    Map<String, Namespace> all() {
        return new TreeMap<>(this.namespaces);
    }

    /** Holds nothing that could change. */
    private static final class Deaf implements DistributedCacheStore.Listener {

        @Override
        public void evicted(String key) {
            // Nothing to drop.
        }

        @Override
        public void cleared() {
            // Nothing to drop.
        }

        @Override
        public void missed() {
            // Nothing to drop.
        }

    }

}
