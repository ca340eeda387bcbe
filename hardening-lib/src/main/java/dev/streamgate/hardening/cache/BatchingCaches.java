/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.SmartLifecycle;

/**
 * Gives out a {@link BatchingCache} for each cache, and writes what waits each interval
 * and when the application stops: after the web server and the schedulers, whose last
 * work may still put something, and before the caches and the server behind them are
 * closed. Safe for threads.
 */
public final class BatchingCaches implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BatchingCaches.class);

    private final CacheManager caches;

    private final CacheProperties.Batch settings;

    private final MeterRegistry meters;

    private final Map<String, BatchingCache> batching = new ConcurrentHashMap<>();

    private volatile @Nullable ScheduledExecutorService clock;

    BatchingCaches(CacheManager caches, CacheProperties.Batch settings, MeterRegistry meters) {
        this.caches = caches;
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * The batching side of a cache.
     * @throws IllegalArgumentException when there is no cache of that name
     */
    public BatchingCache of(String name) {
        return this.batching.computeIfAbsent(name, this::open);
    }

    @Override
    public void start() {
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor((work) -> {
            Thread thread = new Thread(work, "cache-batches");
            thread.setDaemon(true);
            return thread;
        });
        long period = this.settings.interval().toNanos();
        Future<?> unused = made.scheduleWithFixedDelay(() -> this.batching.values().forEach(BatchingCache::tryFlush),
                period, period, TimeUnit.NANOSECONDS);
        this.clock = made;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = this.clock;
        this.clock = null;
        if (running != null) {
            running.shutdown();
        }
        this.batching.forEach((name, cache) -> {
            try {
                cache.close();
            }
            catch (RuntimeException ex) {
                log.error("{} entries of the cache '{}' could not be written", cache.pending(), name, ex);
            }
        });
    }

    @Override
    public boolean isRunning() {
        return this.clock != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private BatchingCache open(String name) {
        Cache cache = this.caches.getCache(name);
        if (cache == null) {
            throw new IllegalArgumentException(
                    "There is no cache '" + name + "'; there are " + this.caches.getCacheNames());
        }
        return new BatchingCache(cache, this.settings.size(), this.meters);
    }

}
