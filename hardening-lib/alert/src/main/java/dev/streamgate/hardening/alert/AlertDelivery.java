/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Delivers alerts to handlers. Each handler has a bounded queue and its own thread, a
 * virtual one where the platform has them. A failed attempt is repeated with exponential
 * back-off. Thread-safe; delivering never blocks.
 */
public final class AlertDelivery implements AutoCloseable {

    /** How long {@link #close()} waits for queued alerts. */
    static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(1);

    private final List<HandlerQueue> queues;

    /**
     * Starts the delivery.
     * @param handlers the receivers
     * @param settings queue capacity, attempts and back-off
     * @param meters registry that counts deliveries by handler and outcome
     */
    public AlertDelivery(List<AlertHandler> handlers, AlertProperties.Delivery settings, MeterRegistry meters) {
        this.queues = handlers.stream().map((handler) -> new HandlerQueue(handler, settings, meters)).toList();
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("alert-");
        threads.setDaemon(true);
        if (JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE)) {
            threads.setVirtualThreads(true);
        }
        this.queues.forEach(threads::execute);
    }

    /**
     * Queues an alert for every handler that accepts its level.
     * @param alert a firing or resolved alert
     */
    public void deliver(Alert alert) {
        deliver(alert, (handler) -> true, (delivered) -> {
        });
    }

    /**
     * Queues an alert for the selected handlers that accept its level.
     * @param alert a firing or resolved alert
     * @param receivers selects handlers
     * @param onCompletion receives the number of handlers that took the alert, once each
     * of them has taken it, has failed at the last attempt, or had a full queue. Called
     * on a handler's thread, so it must not block. Not called if the process stops first.
     */
    public void deliver(Alert alert, Predicate<AlertHandler> receivers, IntConsumer onCompletion) {
        List<HandlerQueue> selected = this.queues.stream()
            .filter((queue) -> alert.level().isAtLeast(queue.handler().level()) && receivers.test(queue.handler()))
            .toList();
        if (selected.isEmpty()) {
            onCompletion.accept(0);
            return;
        }
        Completion completion = new Completion(selected.size(), onCompletion);
        selected.forEach((queue) -> queue.offer(alert, completion));
    }

    /**
     * Stops the delivery. Handlers empty their queues without further retries for one
     * second in total; then they are interrupted and the remaining alerts are dropped.
     */
    @Override
    public void close() {
        long deadline = System.nanoTime() + SHUTDOWN_GRACE.toNanos();
        this.queues.forEach(HandlerQueue::stop);
        this.queues.forEach((queue) -> queue.awaitEnd(deadline));
    }

    /** Counts the handlers that have finished with one alert. Thread-safe. */
    static final class Completion {

        private final AtomicInteger pending;

        private final AtomicInteger delivered = new AtomicInteger();

        private final IntConsumer onCompletion;

        Completion(int handlers, IntConsumer onCompletion) {
            this.pending = new AtomicInteger(handlers);
            this.onCompletion = onCompletion;
        }

        void finished(boolean taken) {
            if (taken) {
                this.delivered.incrementAndGet();
            }
            if (this.pending.decrementAndGet() == 0) {
                this.onCompletion.accept(this.delivered.get());
            }
        }

    }

}
