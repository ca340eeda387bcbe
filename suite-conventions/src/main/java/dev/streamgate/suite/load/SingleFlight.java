/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Loads values, one load at a time for each key: callers that need a value while it is
 * loaded share its load. A load holds no lock of the map, so it may take long. A load
 * that fails fails for the callers that share it, and the next call loads again.
 * Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class SingleFlight<K, V> {

    private final ConcurrentMap<K, CompletableFuture<V>> flights;

    private final boolean kept;

    private SingleFlight(ConcurrentMap<K, CompletableFuture<V>> flights, boolean kept) {
        this.flights = flights;
        this.kept = kept;
    }

    /**
     * Loads that leave nothing: a call that begins after a load has returned to a caller
     * begins another one.
     * @param <K> the keys
     * @param <V> the values
     * @return new loads
     */
    public static <K, V> SingleFlight<K, V> uncached() {
        return new SingleFlight<>(new ConcurrentHashMap<>(), false);
    }

    /**
     * Loads whose values a cache keeps.
     * @param <K> the keys
     * @param <V> the values
     * @param cache the map of an asynchronous cache
     * @return new loads
     */
    public static <K, V> SingleFlight<K, V> cached(ConcurrentMap<K, CompletableFuture<V>> cache) {
        return new SingleFlight<>(cache, true);
    }

    /**
     * Returns the value of a key: a kept one, that of a load in progress, or that of a
     * load on this thread.
     * @param key the key
     * @param loader loads the value
     * @return the value
     * @throws RuntimeException that of the load; {@link IllegalStateException} if another
     * thread's load ended with an error
     */
    public V get(K key, Supplier<? extends V> loader) {
        CompletableFuture<V> own = new CompletableFuture<>();
        CompletableFuture<V> present = this.flights.putIfAbsent(key, own);
        return join((present != null) ? present : load(key, own, loader));
    }

    /** The entry is removed before the load ends, so that no later caller finds it. */
    private CompletableFuture<V> load(K key, CompletableFuture<V> own, Supplier<? extends V> loader) {
        Runnable end = () -> own.completeExceptionally(new IllegalStateException("The load ended with an error"));
        boolean keep = false;
        try {
            V value = loader.get();
            keep = this.kept;
            end = () -> own.complete(value);
        }
        catch (RuntimeException ex) {
            end = () -> own.completeExceptionally(ex);
        }
        finally {
            // Also after an Error, which would leave the other callers waiting without
            // end.
            if (!keep) {
                this.flights.remove(key, own);
            }
            end.run();
        }
        return own;
    }

    private static <V> V join(CompletableFuture<V> future) {
        try {
            return future.join();
        }
        catch (CompletionException ex) {
            throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
        }
    }

}
