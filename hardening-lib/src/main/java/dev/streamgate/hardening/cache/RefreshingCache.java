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
 * A cache that loads what has become old again in the background, with the loader of
 * whoever asks for it ({@code @Cacheable(sync = true)}). Caffeine sees to it that each
 * key is loaded by one at a time, and that a value which was loaded before the key was
 * removed is not put back.
 */
final class RefreshingCache extends CaffeineCache {

    /** The loader of the reader that this thread serves. */
    private static final ThreadLocal<@Nullable Callable<Object>> loader = new ThreadLocal<>();

    private final Cache<Object, Object> values;

    private RefreshingCache(String name, Cache<Object, Object> values, boolean allowNull) {
        super(name, values, allowNull);
        this.values = values;
    }

    static RefreshingCache of(String name, Caffeine<Object, Object> builder, boolean allowNull, Executor executor,
            MeterRegistry meters) {
        return new RefreshingCache(name, builder.build(new Reload(name, executor, meters)), allowNull);
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

    /** Asked by Caffeine on the thread of the reader whose entry is old. */
    private static final class Reload implements CacheLoader<Object, Object> {

        private final Executor executor;

        private final Counter done;

        private final Counter failed;

        private final Counter dropped;

        Reload(String name, Executor executor, MeterRegistry meters) {
            this.executor = executor;
            this.done = CacheMeter.REFRESHES.counter(meters, name, "done");
            this.failed = CacheMeter.REFRESHES.counter(meters, name, "failed");
            this.dropped = CacheMeter.REFRESHES.counter(meters, name, "dropped");
        }

        @Override
        @SuppressWarnings("NullAway") // Caffeine takes null for "nothing".
        public @Nullable Object load(Object key) {
            return null;
        }

        @Override
        public CompletableFuture<Object> asyncReload(Object key, Object oldValue, Executor ignored) {
            Callable<Object> call = loader.get();
            CompletableFuture<Object> result = new CompletableFuture<>();
            if (call == null) {
                result.completeExceptionally(new CancellationException("Nobody who can load it has asked"));
                return result;
            }
            try {
                this.executor.execute(() -> run(call, result));
            }
            catch (RejectedExecutionException ex) {
                this.dropped.increment();
                result.completeExceptionally(new CancellationException("Too many refreshes at once"));
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
