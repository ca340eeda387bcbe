/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Checks each dependency periodically in a separate thread, so that health responses
 * return the last result without waiting. While a required dependency is unavailable the
 * application refuses traffic ({@link ReadinessState}); liveness never depends on one.
 * Thread-safe.
 */
class DependencyMonitor implements SmartLifecycle {

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final List<MonitoredDependency> dependencies;

    private final Duration interval;

    private final ApplicationAvailability availability;

    private final ApplicationEventPublisher events;

    private final List<Thread> threads = new ArrayList<>();

    private @Nullable CountDownLatch stopped;

    private boolean refusingTraffic;

    DependencyMonitor(List<MonitoredDependency> dependencies, Duration interval, ApplicationAvailability availability,
            ApplicationEventPublisher events) {
        this.dependencies = List.copyOf(dependencies);
        this.interval = interval;
        this.availability = availability;
        this.events = events;
    }

    /**
     * Registers each dependency under its name and replaces a contributor of that name.
     */
    void register(HealthContributorRegistry registry) {
        this.dependencies.forEach((dependency) -> {
            if (registry.getContributor(dependency.name()) != null) {
                registry.unregisterContributor(dependency.name());
            }
            registry.registerContributor(dependency.name(), dependency);
        });
    }

    void bindTo(MeterRegistry registry) {
        this.dependencies.forEach((dependency) -> HealthMeter.DEPENDENCY.gauge(registry,
                () -> dependency.isUnavailable() ? 0 : 1, dependency.name()));
    }

    /** Checks all dependencies now. */
    void checkAll() {
        this.dependencies.forEach(this::check);
    }

    /** Checks a dependency and returns the time until its next check. */
    private Duration check(MonitoredDependency dependency) {
        boolean failed = dependency.check();
        adjustReadiness();
        return (failed && this.interval.compareTo(RETRY_INTERVAL) > 0) ? RETRY_INTERVAL : this.interval;
    }

    /**
     * Called after each check, since Spring Boot accepts traffic at the end of the
     * startup regardless of earlier events.
     */
    private synchronized void adjustReadiness() {
        boolean unavailable = this.dependencies.stream().anyMatch(MonitoredDependency::isRequiredAndUnavailable);
        if (unavailable && this.availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            this.refusingTraffic = true;
            AvailabilityChangeEvent.publish(this.events, this, ReadinessState.REFUSING_TRAFFIC);
        }
        else if (!unavailable && this.refusingTraffic) {
            this.refusingTraffic = false;
            AvailabilityChangeEvent.publish(this.events, this, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Override
    public synchronized void start() {
        CountDownLatch stopped = new CountDownLatch(1);
        this.stopped = stopped;
        for (MonitoredDependency dependency : this.dependencies) {
            Thread thread = new Thread(() -> monitor(dependency, stopped), "health-" + dependency.name());
            thread.setDaemon(true);
            this.threads.add(thread);
            thread.start();
        }
    }

    private void monitor(MonitoredDependency dependency, CountDownLatch stopped) {
        try {
            Duration wait = check(dependency);
            while (!stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                wait = check(dependency);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Spring Boot refuses traffic already; the monitor does not change that any more. */
    @Override
    public void stop() {
        try {
            for (Thread thread : signalStop()) {
                thread.interrupt();
                thread.join(RETRY_INTERVAL.toMillis());
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Thread> signalStop() {
        if (this.stopped != null) {
            this.stopped.countDown();
        }
        this.stopped = null;
        this.refusingTraffic = false;
        List<Thread> running = List.copyOf(this.threads);
        this.threads.clear();
        return running;
    }

    @Override
    public synchronized boolean isRunning() {
        return this.stopped != null;
    }

}
