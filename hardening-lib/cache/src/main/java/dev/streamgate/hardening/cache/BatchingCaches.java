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
 * The {@link BatchingCache} of each cache. Writes pending entries at a fixed interval,
 * and when the application stops: after the web server and the schedulers, which may
 * still write, and before the caches and the connection to Valkey are closed.
 * Thread-safe.
 */
public final class BatchingCaches implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BatchingCaches.class);

    private final CacheManager caches;

    private final CacheProperties.Batch settings;

    private final MeterRegistry meters;

    private final Map<String, BatchingCache> batching = new ConcurrentHashMap<>();

    private volatile @Nullable ScheduledExecutorService scheduler;

    BatchingCaches(CacheManager caches, CacheProperties.Batch settings, MeterRegistry meters) {
        this.caches = caches;
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * The batching cache in front of a cache.
     * @throws IllegalArgumentException when no cache has that name
     */
    public BatchingCache of(String name) {
        return this.batching.computeIfAbsent(name, this::create);
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor((work) -> {
            Thread thread = new Thread(work, "cache-batches");
            thread.setDaemon(true);
            return thread;
        });
        long period = this.settings.interval().toNanos();
        Future<?> unused = started.scheduleWithFixedDelay(() -> this.batching.values().forEach(BatchingCache::tryFlush),
                period, period, TimeUnit.NANOSECONDS);
        this.scheduler = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = this.scheduler;
        this.scheduler = null;
        if (running != null) {
            running.shutdown();
        }
        this.batching.forEach((name, cache) -> {
            try {
                cache.close();
            }
            catch (RuntimeException ex) {
                log.error("Lost {} pending entries of the cache '{}': the last write failed", cache.pending(), name,
                        ex);
            }
        });
    }

    @Override
    public boolean isRunning() {
        return this.scheduler != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private BatchingCache create(String name) {
        Cache cache = this.caches.getCache(name);
        if (cache == null) {
            throw new IllegalArgumentException(
                    "Unknown cache '" + name + "'; configured: " + this.caches.getCacheNames());
        }
        return new BatchingCache(cache, this.settings.size(), this.meters);
    }

}
