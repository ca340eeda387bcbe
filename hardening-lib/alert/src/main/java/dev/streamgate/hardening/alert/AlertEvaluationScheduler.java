/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
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
 * Evaluates the rules at a fixed interval on a dedicated thread while the application
 * runs. A failed evaluation is logged and measured; the next one follows at its time.
 */
final class AlertEvaluationScheduler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AlertEvaluationScheduler.class);

    private final AlertEvaluator evaluator;

    private final Duration interval;

    private final Timer succeeded;

    private final Timer failed;

    private @Nullable ScheduledExecutorService thread;

    private @Nullable ScheduledFuture<?> evaluations;

    AlertEvaluationScheduler(AlertEvaluator evaluator, Duration interval, MeterRegistry meters) {
        this.evaluator = evaluator;
        this.interval = interval;
        this.succeeded = AlertMeter.EVALUATIONS.timer("success").register(meters);
        this.failed = AlertMeter.EVALUATIONS.timer("failed").register(meters);
        AlertMeter.DROPPED.counter(meters, evaluator, AlertEvaluator::dropped);
        for (AlertLevel level : AlertLevel.values()) {
            for (AlertState state : new AlertState[] { AlertState.PENDING, AlertState.FIRING }) {
                AlertMeter.ACTIVE.gauge(meters,
                        () -> evaluator.active(level).stream().filter((alert) -> alert.state() == state).count(),
                        level.label(), state.label());
            }
        }
    }

    @Override
    public synchronized void start() {
        if (this.thread == null) {
            this.thread = Executors.newSingleThreadScheduledExecutor((task) -> {
                Thread thread = new Thread(task, "alert-evaluation");
                thread.setDaemon(true);
                return thread;
            });
            long millis = this.interval.toMillis();
            this.evaluations = this.thread.scheduleAtFixedRate(this::evaluate, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (this.thread != null) {
            this.thread.shutdownNow();
            this.thread = null;
            this.evaluations = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return this.evaluations != null && !this.evaluations.isDone();
    }

    private void evaluate() {
        long began = System.nanoTime();
        try {
            this.evaluator.evaluate();
            this.succeeded.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
        catch (RuntimeException ex) {
            this.failed.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            log.error("Evaluation of the alert rules failed; retrying in {}", this.interval, ex);
        }
    }

}
