/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Clock;
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

import dev.streamgate.hardening.alert.InfoEvent;

/**
 * Runs the {@link CacheWarmer}s: once the application is ready, on schedule, and on
 * demand. Each warming of a cache is told as an {@link InfoEvent}. Moments that passed
 * while the machine slept are one warming. Safe for threads.
 */
public final class CacheWarming implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CacheWarming.class);

    private static final long LOOK = 1;

    private final List<CacheWarmer> warmers;

    private final CacheProperties.Warming settings;

    private final ApplicationEventPublisher events;

    private final MeterRegistry meters;

    private final Clock clock;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor((work) -> {
        Thread thread = new Thread(work, "cache-warming");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Instant due;

    CacheWarming(List<CacheWarmer> warmers, CacheProperties.Warming settings, ApplicationEventPublisher events,
            MeterRegistry meters, Clock clock) {
        this.warmers = List.copyOf(warmers);
        this.settings = settings;
        this.events = events;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Warms all caches that have a warmer, and waits for it.
     * @return entries by cache
     */
    public synchronized Map<String, Integer> warm() {
        Map<String, Integer> entries = new TreeMap<>();
        this.warmers.forEach((warmer) -> entries.merge(warmer.cache(), run(warmer), Integer::sum));
        return entries;
    }

    /**
     * Warms one cache, and waits for it.
     * @return how many entries
     * @throws IllegalArgumentException when it has no warmer
     */
    public synchronized int warm(String cache) {
        List<CacheWarmer> its = this.warmers.stream().filter((warmer) -> warmer.cache().equals(cache)).toList();
        if (its.isEmpty()) {
            throw new IllegalArgumentException("There is no warmer of the cache '" + cache + "'");
        }
        return its.stream().mapToInt(this::run).sum();
    }

    @Override
    public void destroy() {
        this.thread.shutdownNow();
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (this.warmers.isEmpty() || this.thread.isShutdown()) {
            return;
        }
        if (this.settings.onStart()) {
            this.thread.execute(this::warm);
        }
        if (schedule()) {
            Future<?> unused = this.thread.scheduleWithFixedDelay(this::warmWhenDue, LOOK, LOOK, TimeUnit.SECONDS);
        }
    }

    /**
     * Looks at the clock instead of waiting for the moment, which a clock may jump over.
     */
    synchronized void warmWhenDue() {
        if (this.due != null && !this.clock.instant().isBefore(this.due)) {
            warm();
            schedule();
        }
    }

    private synchronized boolean schedule() {
        this.due = this.settings.next(this.clock.instant());
        return this.due != null;
    }

    private int run(CacheWarmer warmer) {
        String cache = warmer.cache();
        try {
            int entries = warmer.warm();
            CacheMeter.WARMED.counter(this.meters, cache).increment(entries);
            this.events.publishEvent(new InfoEvent(InfoEvent.Kind.CACHE_WARMED,
                    "The cache '" + cache + "' was warmed with " + entries + " entries.", Map.of("cache", cache)));
            return entries;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return 0;
        }
        catch (Exception ex) {
            log.warn("The cache '{}' could not be warmed", cache, ex);
            return 0;
        }
    }

}
