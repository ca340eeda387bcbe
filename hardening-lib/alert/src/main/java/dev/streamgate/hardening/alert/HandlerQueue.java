/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The alerts queued for one handler, and the loop that delivers them. Thread-safe; one
 * thread runs the loop.
 */
final class HandlerQueue implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(AlertDelivery.class);

    private final AlertHandler handler;

    private final int capacity;

    private final int maxAttempts;

    private final ExponentialBackOff backOff;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = this.lock.newCondition();

    private final Deque<Delivery> queue = new ArrayDeque<>();

    private final CountDownLatch ended = new CountDownLatch(1);

    private final Counter delivered;

    private final Counter retried;

    private final Counter failed;

    private final Counter dropped;

    private boolean stopping;

    private boolean full;

    private volatile @Nullable Thread thread;

    HandlerQueue(AlertHandler handler, AlertProperties.Delivery settings, MeterRegistry meters) {
        this.handler = handler;
        this.capacity = settings.queueCapacity();
        this.maxAttempts = settings.maxAttempts();
        this.backOff = new ExponentialBackOff(settings.initialBackoff().toMillis(), 2);
        this.backOff.setMaxInterval(settings.maxBackoff().toMillis());
        this.backOff.setMaxAttempts(settings.maxAttempts() - 1L);
        this.delivered = AlertMeter.DELIVERIES.counter(meters, handler.name(), "delivered");
        this.retried = AlertMeter.DELIVERIES.counter(meters, handler.name(), "retried");
        this.failed = AlertMeter.DELIVERIES.counter(meters, handler.name(), "failed");
        this.dropped = AlertMeter.DELIVERIES.counter(meters, handler.name(), "dropped");
    }

    AlertHandler handler() {
        return this.handler;
    }

    /** Queues an alert, or drops it if the queue is full or stopping. */
    void offer(Alert alert, AlertDelivery.Completion completion) {
        this.lock.lock();
        try {
            if (this.stopping) {
                this.dropped.increment();
                return;
            }
            if (this.queue.size() < this.capacity) {
                this.full = false;
                this.queue.addLast(new Delivery(alert, completion));
                this.changed.signalAll();
                return;
            }
            this.dropped.increment();
            if (!this.full) {
                log.warn("Queue of alert handler {} is full; dropping alerts until there is room", this.handler.name());
            }
            this.full = true;
        }
        finally {
            this.lock.unlock();
        }
        completion.finished(false);
    }

    @Override
    public void run() {
        this.thread = Thread.currentThread();
        try {
            Delivery next = take();
            while (next != null) {
                deliver(next);
                next = take();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        finally {
            this.ended.countDown();
        }
    }

    /** Ends the loop once the queue is empty; failed attempts are no longer repeated. */
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

    /**
     * Waits for the end of the loop, then interrupts it.
     * @param deadline value of {@link System#nanoTime()} until which to wait
     */
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

    private @Nullable Delivery take() throws InterruptedException {
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

    private void deliver(Delivery delivery) throws InterruptedException {
        Alert alert = delivery.alert();
        BackOffExecution waits = this.backOff.start();
        for (int attempt = 1;; attempt++) {
            try {
                this.handler.handle(alert);
            }
            catch (InterruptedException ex) {
                this.failed.increment();
                throw ex;
            }
            catch (Exception | LinkageError ex) {
                long wait = waits.nextBackOff();
                boolean exhausted = wait == BackOffExecution.STOP;
                if (!exhausted && !stopsWithin(wait)) {
                    this.retried.increment();
                    log.debug("Alert handler {} failed (attempt {} of {}); retrying", this.handler.name(), attempt,
                            this.maxAttempts, ex);
                    continue;
                }
                this.failed.increment();
                log.warn("Alert handler {} failed to deliver {} {} (attempt {} of {}, giving up): {}",
                        this.handler.name(), alert.rule(), alert.state(), attempt, this.maxAttempts, reason(ex));
                if (exhausted) {
                    delivery.completion().finished(false);
                }
                return;
            }
            this.delivered.increment();
            delivery.completion().finished(true);
            return;
        }
    }

    /** Waits for the back-off; returns true as soon as the delivery stops. */
    private boolean stopsWithin(long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
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

    /**
     * Describes a failure on one line: messages may contain parts of a server's response.
     */
    private static String reason(Throwable ex) {
        String text = String.valueOf(ex.getMessage());
        return ex.getClass().getSimpleName() + ": "
                + OneLine.of((text.length() > 200) ? text.substring(0, 200) + "…" : text);
    }

    private record Delivery(Alert alert, AlertDelivery.Completion completion) {
    }

}
