/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cache.caffeine.CaffeineCache;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.cache.CacheProperties.NamedCache;
import dev.streamgate.hardening.cache.TwoLevelCache.Held;
import dev.streamgate.hardening.valkey.ValkeyClient;

/** Makes the caches that are named by properties. */
final class NamedCaches implements DisposableBean {

    private static final int REFRESHES = 256;

    /** Refreshes ahead, of all caches. */
    private final ExecutorService refreshes;

    private final Ticker ticker;

    private final CacheWeigher weigher;

    private final MeterRegistry meters;

    private final @Nullable ValkeyClient valkey;

    private final List<CaffeineCache> all;

    NamedCaches(Map<String, NamedCache> caches, Ticker ticker, CacheWeigher weigher, MeterRegistry meters,
            @Nullable ValkeyClient valkey) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 2, 10, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(REFRESHES), (work) -> {
                    Thread thread = new Thread(work, "cache-refresh");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.refreshes = pool;
        this.ticker = ticker;
        this.weigher = weigher;
        this.meters = meters;
        this.valkey = valkey;
        this.all = caches.entrySet().stream().map((entry) -> cache(entry.getKey(), entry.getValue())).toList();
    }

    List<CaffeineCache> all() {
        return this.all;
    }

    @Override
    public void destroy() {
        this.refreshes.shutdownNow();
    }

    private CaffeineCache cache(String name, NamedCache named) {
        ValkeyClient server = this.valkey;
        Class<?> type = named.valueType();
        Caffeine<Object, Object> builder = bounded(name, named);
        if (named.shared() && server != null && type != null) {
            JsonMapper json = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
            builder.expireAfter(Expiry.writing((key, value) -> ((Held) value).ttl()));
            return new TwoLevelCache(name, builder.build(), named, type, server, json, this.meters);
        }
        builder.expireAfterWrite(named.ttl());
        if (named.refreshAfterWrite() != null) {
            builder.refreshAfterWrite(named.refreshAfterWrite());
            return RefreshingCache.of(name, builder, named.allowNull(), this.refreshes, this.meters);
        }
        return new CaffeineCache(name, builder.build(), named.allowNull());
    }

    /**
     * Upkeep on the caller's thread: a pool for it costs more than the upkeep. Caffeine
     * bounds either number or weight; an entry weighs at least its share, so that both
     * hold.
     */
    private Caffeine<Object, Object> bounded(String name, NamedCache named) {
        LongAdder displaced = new LongAdder();
        CacheMeters.bind(this.meters, name, named.maxEntries(), named.ttl(), displaced);
        Caffeine<Object, Object> builder = Caffeine.newBuilder()
            .ticker(this.ticker)
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .evictionListener(CacheMeters.displaced(displaced))
            .recordStats();
        if (named.maxWeight() == null) {
            return builder.maximumSize(named.maxEntries());
        }
        long bytes = named.maxWeight().toBytes();
        long share = Math.max(1, bytes / named.maxEntries());
        return builder.maximumWeight(bytes).weigher((key, value) -> {
            Object weighed = (value instanceof Held held) ? held.value() : value;
            return (int) Math.min(Integer.MAX_VALUE, Math.max(share, this.weigher.weigh(name, key, weighed)));
        });
    }

}
