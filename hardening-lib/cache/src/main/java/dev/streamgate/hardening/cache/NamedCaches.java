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
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cache.caffeine.CaffeineCache;

import dev.streamgate.hardening.cache.CacheProperties.NamedCache;
import dev.streamgate.hardening.cache.TwoLevelCache.LocalEntry;

/** Creates the caches of {@code streamgate.cache.caches} and of {@link CacheTtl}. */
final class NamedCaches implements DisposableBean {

    private static final int MAX_QUEUED_REFRESHES = 256;

    private final ExecutorService refreshExecutor;

    private final Ticker ticker;

    private final CacheWeigher weigher;

    private final MeterRegistry meters;

    private final @Nullable SecondLevel secondLevel;

    private final List<CaffeineCache> all;

    NamedCaches(Map<String, NamedCache> caches, Ticker ticker, CacheWeigher weigher, MeterRegistry meters,
            @Nullable SecondLevel secondLevel) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 2, 10, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_QUEUED_REFRESHES), (work) -> {
                    Thread thread = new Thread(work, "cache-refresh");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.refreshExecutor = pool;
        this.ticker = ticker;
        this.weigher = weigher;
        this.meters = meters;
        this.secondLevel = secondLevel;
        this.all = caches.entrySet().stream().map((entry) -> create(entry.getKey(), entry.getValue())).toList();
    }

    List<CaffeineCache> all() {
        return this.all;
    }

    @Override
    public void destroy() {
        this.refreshExecutor.shutdownNow();
    }

    private CaffeineCache create(String name, NamedCache settings) {
        SecondLevel server = this.secondLevel;
        Class<?> type = settings.valueType();
        Caffeine<Object, Object> builder = builder(name, settings);
        if (settings.distributed() && server != null && type != null) {
            return server.create(name, builder, settings, type, this.meters);
        }
        builder.expireAfterWrite(settings.ttl());
        if (settings.refreshAfterWrite() != null) {
            builder.refreshAfterWrite(settings.refreshAfterWrite());
            return RefreshingCache.of(name, builder, settings.allowNull(), this.refreshExecutor, this.meters);
        }
        return new LocalCache(name, builder.build(), settings.allowNull());
    }

    /**
     * Maintenance runs on the caller's thread, since it costs less than handing it to a
     * pool. Caffeine bounds either the number or the weight; with a minimum weight per
     * entry, the bound on the weight bounds the number too.
     */
    private Caffeine<Object, Object> builder(String name, NamedCache settings) {
        LongAdder sizeEvictions = new LongAdder();
        CacheMeters.bind(this.meters, name, settings.maxEntries(), settings.ttl(), sizeEvictions);
        Caffeine<Object, Object> builder = Caffeine.newBuilder()
            .ticker(this.ticker)
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .evictionListener(CacheMeters.countSizeEvictions(sizeEvictions))
            .recordStats();
        if (settings.maxWeight() == null) {
            return builder.maximumSize(settings.maxEntries());
        }
        long bytes = settings.maxWeight().toBytes();
        long minWeight = Math.max(1, bytes / settings.maxEntries());
        return builder.maximumWeight(bytes).weigher((key, value) -> {
            Object weighed = (value instanceof LocalEntry entry) ? entry.value() : value;
            return (int) Math.min(Integer.MAX_VALUE, Math.max(minWeight, this.weigher.weigh(name, key, weighed)));
        });
    }

}
