/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;

import dev.streamgate.hardening.event.InfoEvent;

/**
 * Runs the {@link CacheWarmer}s when the application is ready, on schedule, and on
 * demand. Publishes an {@link InfoEvent} for each cache warmed. Runs that were missed,
 * for instance while the machine was suspended, are made up for by one. Thread-safe.
 */
public final class CacheWarming implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CacheWarming.class);

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final List<CacheWarmer> warmers;

    private final CacheProperties.Warming settings;

    private final ApplicationEventPublisher events;

    private final MeterRegistry meters;

    private final Clock clock;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor((work) -> {
        Thread thread = new Thread(work, "cache-warming");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Instant nextRun;

    CacheWarming(List<CacheWarmer> warmers, CacheProperties.Warming settings, ApplicationEventPublisher events,
            MeterRegistry meters, Clock clock) {
        this.warmers = List.copyOf(warmers);
        this.settings = settings;
        this.events = events;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Warms all caches that have a warmer, and returns when they are warm.
     * @return the number of entries by cache
     */
    public synchronized Map<String, Integer> warm() {
        Map<String, Integer> entries = new TreeMap<>();
        this.warmers.forEach((warmer) -> entries.merge(warmer.cache(), run(warmer), Integer::sum));
        return entries;
    }

    /**
     * Warms one cache, and returns when it is warm.
     * @return the number of entries
     * @throws IllegalArgumentException when the cache has no warmer
     */
    public synchronized int warm(String cache) {
        List<CacheWarmer> matching = this.warmers.stream().filter((warmer) -> warmer.cache().equals(cache)).toList();
        if (matching.isEmpty()) {
            throw new IllegalArgumentException("The cache '" + cache + "' has no warmer");
        }
        return matching.stream().mapToInt(this::run).sum();
    }

    @Override
    public void destroy() {
        this.scheduler.shutdownNow();
    }

    @EventListener(ApplicationReadyEvent.class)
    void onApplicationReady() {
        if (this.warmers.isEmpty() || this.scheduler.isShutdown()) {
            return;
        }
        if (this.settings.onStart()) {
            this.scheduler.execute(this::warm);
        }
        if (schedule()) {
            Future<?> unused = this.scheduler.scheduleWithFixedDelay(this::warmIfDue, POLL_INTERVAL.toMillis(),
                    POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Compares with the wall clock at each poll, since a long delay ignores its changes.
     */
    synchronized void warmIfDue() {
        if (this.nextRun != null && !this.clock.instant().isBefore(this.nextRun)) {
            warm();
            schedule();
        }
    }

    private synchronized boolean schedule() {
        this.nextRun = this.settings.nextRun(this.clock.instant());
        return this.nextRun != null;
    }

    private int run(CacheWarmer warmer) {
        String cache = warmer.cache();
        try {
            int entries = warmer.warm();
            CacheMeter.WARMED.counter(this.meters, cache).increment(entries);
            this.events.publishEvent(new InfoEvent(InfoEvent.Kind.CACHE_WARMED,
                    "Cache '" + cache + "' warmed with " + entries + " entries", Map.of("cache", cache)));
            return entries;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return 0;
        }
        catch (Exception ex) {
            log.warn("Could not warm the cache '{}'", cache, ex);
            return 0;
        }
    }

}
