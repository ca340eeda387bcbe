/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.caffeine.CaffeineCache;

/**
 * A cache that refreshes old entries in the background, with the loader of the reader
 * that finds them ({@code @Cacheable(sync = true)}). Caffeine loads each key once at a
 * time, and discards a value whose key was removed during the load.
 */
final class RefreshingCache extends CaffeineCache {

    /** The loader of the read in progress on this thread. */
    private static final ThreadLocal<@Nullable Callable<Object>> loader = new ThreadLocal<>();

    private final Cache<Object, Object> values;

    private RefreshingCache(String name, Cache<Object, Object> values, boolean allowNull) {
        super(name, values, allowNull);
        this.values = values;
    }

    static RefreshingCache of(String name, Caffeine<Object, Object> builder, boolean allowNull, Executor executor,
            MeterRegistry meters) {
        return new RefreshingCache(name, builder.build(new Refresher(name, executor, meters)), allowNull);
    }

    @Override
    protected @Nullable Object lookup(Object key) {
        return this.values.getIfPresent(key);
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        Callable<Object> outer = loader.get();
        loader.set(() -> toStoreValue(valueLoader.call()));
        try {
            return super.get(key, valueLoader);
        }
        finally {
            if (outer != null) {
                loader.set(outer);
            }
            else {
                loader.remove();
            }
        }
    }

    /** Called by Caffeine on the thread of the reader that finds an old entry. */
    private static final class Refresher implements CacheLoader<Object, Object> {

        private final Executor executor;

        private final Counter done;

        private final Counter failed;

        private final Counter dropped;

        Refresher(String name, Executor executor, MeterRegistry meters) {
            this.executor = executor;
            this.done = CacheMeter.REFRESHES.counter(meters, name, "done");
            this.failed = CacheMeter.REFRESHES.counter(meters, name, "failed");
            this.dropped = CacheMeter.REFRESHES.counter(meters, name, "dropped");
        }

        @Override
        @SuppressWarnings("NullAway") // Caffeine accepts null for a missing value.
        public @Nullable Object load(Object key) {
            return null;
        }

        @Override
        public CompletableFuture<Object> asyncReload(Object key, Object oldValue, Executor ignored) {
            Callable<Object> call = loader.get();
            CompletableFuture<Object> result = new CompletableFuture<>();
            if (call == null) {
                result.completeExceptionally(new CancellationException("The reader has no loader"));
                return result;
            }
            try {
                this.executor.execute(() -> run(call, result));
            }
            catch (RejectedExecutionException ex) {
                this.dropped.increment();
                result.completeExceptionally(new CancellationException("The queue of refreshes is full"));
            }
            return result;
        }

        private void run(Callable<Object> call, CompletableFuture<Object> result) {
            try {
                result.complete(call.call());
                this.done.increment();
            }
            catch (Exception ex) {
                this.failed.increment();
                result.completeExceptionally(new CancellationException(ex.toString()));
            }
            catch (Error ex) {
                result.completeExceptionally(ex);
                throw ex;
            }
        }

    }

}
