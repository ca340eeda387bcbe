/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Gives alerts to handlers: each has its own bounded queue and its own thread, a virtual
 * one where the platform has them. Safe for threads; {@link #deliver} never waits.
 */
final class AlertDelivery implements AutoCloseable {

    /** How long the end of the process waits for what is still to be told. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(AlertDelivery.class);

    private final AlertProperties.Delivery settings;

    private final MeterRegistry meters;

    private final List<Channel> channels;

    AlertDelivery(List<AlertHandler> handlers, AlertProperties.Delivery settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
        this.channels = handlers.stream().map(Channel::new).toList();
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("alert-");
        threads.setDaemon(true);
        if (JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE)) {
            threads.setVirtualThreads(true);
        }
        this.channels.forEach(threads::execute);
    }

    /** Queues an alert for every handler. */
    void deliver(Alert alert) {
        this.channels.forEach((channel) -> channel.offer(alert));
    }

    /**
     * Lets handlers empty their queues, without further attempts, for one second in all;
     * then they are interrupted.
     */
    @Override
    public void close() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        this.channels.forEach(Channel::stop);
        this.channels.forEach((channel) -> channel.awaitEnd(deadline));
    }

    private final class Channel implements Runnable {

        private final AlertHandler handler;

        private final ReentrantLock lock = new ReentrantLock();

        private final Condition changed = this.lock.newCondition();

        private final Deque<Alert> queue = new ArrayDeque<>();

        private final CountDownLatch ended = new CountDownLatch(1);

        private final Counter delivered;

        private final Counter retried;

        private final Counter failed;

        private final Counter dropped;

        private boolean stopping;

        private boolean full;

        private volatile @Nullable Thread thread;

        Channel(AlertHandler handler) {
            this.handler = handler;
            this.delivered = counter("delivered");
            this.retried = counter("retried");
            this.failed = counter("failed");
            this.dropped = counter("dropped");
        }

        void offer(Alert alert) {
            this.lock.lock();
            try {
                if (this.stopping || this.queue.size() >= AlertDelivery.this.settings.queue()) {
                    this.dropped.increment();
                    if (!this.full && !this.stopping) {
                        log.warn("The queue of alert handler {} is full; alerts are dropped until it has room",
                                this.handler.name());
                    }
                    this.full = true;
                    return;
                }
                this.full = false;
                this.queue.addLast(alert);
                this.changed.signalAll();
            }
            finally {
                this.lock.unlock();
            }
        }

        @Override
        public void run() {
            this.thread = Thread.currentThread();
            try {
                Alert alert = take();
                while (alert != null) {
                    tell(alert);
                    alert = take();
                }
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            finally {
                this.ended.countDown();
            }
        }

        void stop() {
            this.lock.lock();
            try {
                this.stopping = true;
                this.changed.signalAll();
            }
            finally {
                this.lock.unlock();
            }
        }

        void awaitEnd(long deadline) {
            try {
                if (this.ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            Thread running = this.thread;
            if (running != null) {
                running.interrupt();
            }
            this.lock.lock();
            try {
                this.dropped.increment(this.queue.size());
                this.queue.clear();
            }
            finally {
                this.lock.unlock();
            }
        }

        private @Nullable Alert take() throws InterruptedException {
            this.lock.lockInterruptibly();
            try {
                while (this.queue.isEmpty() && !this.stopping) {
                    this.changed.await();
                }
                return this.queue.pollFirst();
            }
            finally {
                this.lock.unlock();
            }
        }

        private void tell(Alert alert) throws InterruptedException {
            Duration pause = AlertDelivery.this.settings.pause();
            for (int attempt = 1;; attempt++) {
                try {
                    this.handler.handle(alert);
                    this.delivered.increment();
                    return;
                }
                catch (InterruptedException ex) {
                    this.failed.increment();
                    throw ex;
                }
                catch (Exception | LinkageError ex) {
                    if (attempt >= AlertDelivery.this.settings.attempts() || stopsWithin(pause)) {
                        this.failed.increment();
                        log.warn("Alert handler {} was not told of {} {} after {} attempts: {}", this.handler.name(),
                                alert.rule(), alert.state(), attempt, reason(ex));
                        return;
                    }
                    this.retried.increment();
                    log.debug("Alert handler {} failed and will be tried again", this.handler.name(), ex);
                }
                pause = shorter(pause.multipliedBy(2), AlertDelivery.this.settings.longestPause());
            }
        }

        /** Waits, unless the end comes first. */
        private boolean stopsWithin(Duration pause) throws InterruptedException {
            long left = pause.toNanos();
            this.lock.lockInterruptibly();
            try {
                while (!this.stopping && left > 0) {
                    left = this.changed.awaitNanos(left);
                }
                return this.stopping;
            }
            finally {
                this.lock.unlock();
            }
        }

        private Counter counter(String outcome) {
            return AlertMeter.DELIVERIES.counter(AlertDelivery.this.meters, this.handler.name(), outcome);
        }

    }

    /**
     * Without what a server may have put into its reply, which could begin a new line.
     */
    private static String reason(Throwable ex) {
        String text = String.valueOf(ex.getMessage());
        return ex.getClass().getSimpleName() + ": "
                + OneLine.of((text.length() > 200) ? text.substring(0, 200) + "…" : text);
    }

    private static Duration shorter(Duration one, Duration other) {
        return (one.compareTo(other) < 0) ? one : other;
    }

}
