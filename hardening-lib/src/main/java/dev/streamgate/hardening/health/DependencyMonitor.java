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
 * Looks at every dependency, again and again, each in a thread of its own, so that none
 * waits for another: who asks for health gets the last answer at once. While a required
 * one is away the application refuses traffic ({@link ReadinessState}); liveness never
 * depends on any. Safe for threads.
 */
class DependencyMonitor implements SmartLifecycle {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final List<MonitoredDependency> dependencies;

    private final Duration interval;

    private final ApplicationAvailability availability;

    private final ApplicationEventPublisher events;

    private final List<Thread> threads = new ArrayList<>();

    private @Nullable CountDownLatch halt;

    private boolean refusing;

    DependencyMonitor(List<MonitoredDependency> dependencies, Duration interval, ApplicationAvailability availability,
            ApplicationEventPublisher events) {
        this.dependencies = List.copyOf(dependencies);
        this.interval = interval;
        this.availability = availability;
        this.events = events;
    }

    /** Shows each by its name; one of the same name that was there before gives way. */
    void register(HealthContributorRegistry registry) {
        this.dependencies.forEach((dependency) -> {
            if (registry.getContributor(dependency.name()) != null) {
                registry.unregisterContributor(dependency.name());
            }
            registry.registerContributor(dependency.name(), dependency);
        });
    }

    void measure(MeterRegistry registry) {
        this.dependencies.forEach((dependency) -> HealthMeter.DEPENDENCY.gauge(registry,
                () -> dependency.isAway() ? 0 : 1, dependency.name()));
    }

    /** Looks at all of them now. */
    void lookAtAll() {
        this.dependencies.forEach(this::check);
    }

    /** Looks at one, and says when to look again. */
    private Duration check(MonitoredDependency dependency) {
        boolean failed = dependency.check();
        adjustReadiness();
        return (failed && this.interval.compareTo(AGAIN) > 0) ? AGAIN : this.interval;
    }

    /**
     * Each time anew, since Spring Boot accepts traffic at the end of the start whatever
     * was said before.
     */
    private synchronized void adjustReadiness() {
        boolean away = this.dependencies.stream().anyMatch(MonitoredDependency::isRequiredAndAway);
        if (away && this.availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            this.refusing = true;
            AvailabilityChangeEvent.publish(this.events, this, ReadinessState.REFUSING_TRAFFIC);
        }
        else if (!away && this.refusing) {
            this.refusing = false;
            AvailabilityChangeEvent.publish(this.events, this, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Override
    public synchronized void start() {
        CountDownLatch halt = new CountDownLatch(1);
        this.halt = halt;
        for (MonitoredDependency dependency : this.dependencies) {
            Thread thread = new Thread(() -> watch(dependency, halt), "health-" + dependency.name());
            thread.setDaemon(true);
            this.threads.add(thread);
            thread.start();
        }
    }

    private void watch(MonitoredDependency dependency, CountDownLatch halt) {
        try {
            Duration wait = check(dependency);
            while (!halt.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                wait = check(dependency);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Traffic is refused already at this point, and stays refused. */
    @Override
    public void stop() {
        try {
            for (Thread thread : halt()) {
                thread.interrupt();
                thread.join(AGAIN.toMillis());
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Thread> halt() {
        if (this.halt != null) {
            this.halt.countDown();
        }
        this.halt = null;
        this.refusing = false;
        List<Thread> running = List.copyOf(this.threads);
        this.threads.clear();
        return running;
    }

    @Override
    public synchronized boolean isRunning() {
        return this.halt != null;
    }

}
