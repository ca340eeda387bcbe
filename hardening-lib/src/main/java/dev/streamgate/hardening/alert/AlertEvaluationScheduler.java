/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has the rules checked at their interval, on a thread of its own, from the application's
 * start to its end. A check that fails is logged and measured, and the next one comes.
 */
final class AlertEvaluationScheduler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AlertEvaluationScheduler.class);

    private final AlertEvaluator evaluator;

    private final Duration interval;

    private final Timer succeeded;

    private final Timer failed;

    private @Nullable ScheduledExecutorService thread;

    private @Nullable ScheduledFuture<?> checks;

    AlertEvaluationScheduler(AlertEvaluator evaluator, Duration interval, MeterRegistry meters) {
        this.evaluator = evaluator;
        this.interval = interval;
        this.succeeded = AlertMeter.CHECKS.timer("success").register(meters);
        this.failed = AlertMeter.CHECKS.timer("failed").register(meters);
        AlertMeter.REFUSED.counter(meters, evaluator, AlertEvaluator::refused);
        for (AlertLevel level : AlertLevel.values()) {
            for (AlertState state : new AlertState[] { AlertState.PENDING, AlertState.FIRING }) {
                AlertMeter.ACTIVE.gauge(meters,
                        () -> evaluator.active(level).stream().filter((alert) -> alert.state() == state).count(),
                        level.label(), state.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Override
    public synchronized void start() {
        if (this.thread == null) {
            this.thread = Executors.newSingleThreadScheduledExecutor((task) -> {
                Thread thread = new Thread(task, "alert-checks");
                thread.setDaemon(true);
                return thread;
            });
            long millis = this.interval.toMillis();
            this.checks = this.thread.scheduleAtFixedRate(this::check, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (this.thread != null) {
            this.thread.shutdownNow();
            this.thread = null;
            this.checks = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return this.checks != null && !this.checks.isDone();
    }

    private void check() {
        long began = System.nanoTime();
        try {
            this.evaluator.check();
            this.succeeded.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
        catch (RuntimeException ex) {
            this.failed.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            log.error("Alert rules could not be checked", ex);
        }
    }

}
