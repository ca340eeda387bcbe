/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;

/**
 * Counts, durations and failures of all requests to this service, except those to the
 * actuator. Thread-safe.
 */
public final class ServiceMetrics {

    private final Map<Outcome, Timer> requests = new EnumMap<>(Outcome.class);

    private final SlidingWindow window;

    private final AtomicInteger active = new AtomicInteger();

    private final LongSupplier nanoTime;

    ServiceMetrics(MeterRegistry registry, MetricsProperties properties, ApplicationAvailability availability,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.window = new SlidingWindow((int) properties.window().toSeconds(), nanoTime);
        Duration[] buckets = properties.latencyBuckets().toArray(Duration[]::new);
        for (Outcome outcome : Outcome.values()) {
            this.requests.put(outcome,
                    ServiceMeter.REQUESTS.timer(outcome.tag()).serviceLevelObjectives(buckets).register(registry));
        }
        ServiceMeter.ACTIVE.gauge(registry, this.active::get);
        ServiceMeter.REQUEST_RATE.gauge(registry, () -> snapshot().requestRate());
        ServiceMeter.ERROR_RATE.gauge(registry, () -> snapshot().errorRate());
        ServiceMeter.SUCCESS_RATE.gauge(registry, () -> snapshot().successRate());
        ServiceMeter.UPTIME.gauge(registry, () -> uptime().toMillis() / 1000.0);
        ServiceMeter.HEALTH.gauge(registry, () -> health(availability));
    }

    /**
     * Returns the current values.
     * @return a snapshot
     */
    public ServiceSnapshot snapshot() {
        SlidingWindow.Counts counts = this.window.counts();
        double errors = (counts.requests() > 0) ? (double) counts.failures() / counts.requests() : 0;
        long total = 0;
        double nanos = 0;
        for (Timer timer : this.requests.values()) {
            total += timer.count();
            nanos += timer.totalTime(TimeUnit.NANOSECONDS);
        }
        return new ServiceSnapshot(counts.requests(), counts.failures(), counts.requests() / counts.seconds(), errors,
                1 - errors, this.active.get(), total, timer(Outcome.FAILED).count(),
                Duration.ofNanos((total > 0) ? (long) (nanos / total) : 0), uptime());
    }

    /** Counts a started request and returns the time for {@link #requestCompleted}. */
    long requestStarted() {
        this.active.incrementAndGet();
        return this.nanoTime.getAsLong();
    }

    /** Records the completion of a request. */
    void requestCompleted(long startedAt, int status) {
        this.active.decrementAndGet();
        Outcome outcome = Outcome.of(status);
        long now = this.nanoTime.getAsLong();
        timer(outcome).record(now - startedAt, TimeUnit.NANOSECONDS);
        this.window.add(outcome == Outcome.FAILED, now);
    }

    private Timer timer(Outcome outcome) {
        return Objects.requireNonNull(this.requests.get(outcome));
    }

    private static Duration uptime() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    private static double health(ApplicationAvailability availability) {
        if (availability.getLivenessState() != LivenessState.CORRECT) {
            return 0;
        }
        return (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) ? 1 : 0.5;
    }

}
