/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Relay of a transactional outbox: publishes rows that a transaction has written, as soon
 * as it is woken, and by polling, since a wake-up is lost when the process that wrote the
 * row ends. Runs from the application's start to its end. Safe for threads.
 *
 * @see <a href=
 * "https://microservices.io/patterns/data/transactional-outbox.html">Transactional
 * outbox</a>
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(5);

    private final String name;

    private final int threadCount;

    private final Duration pollInterval;

    private final Publisher publisher;

    private final Semaphore wakeUps = new Semaphore(0);

    private final List<Thread> threads = new ArrayList<>();

    private volatile boolean running;

    /**
     * Creates a relay that starts with the application.
     * @param name what is relayed, for thread names and log lines
     * @param threadCount how many threads publish, at least 1
     * @param pollInterval longest time between two calls of the publisher
     * @param publisher publishes the rows
     */
    public OutboxRelay(String name, int threadCount, Duration pollInterval, Publisher publisher) {
        this.name = name;
        this.threadCount = threadCount;
        this.pollInterval = pollInterval;
        this.publisher = publisher;
    }

    /** Wakes the relay. Called after the transaction that wrote a row has committed. */
    public void wake() {
        this.wakeUps.release();
    }

    @Override
    public synchronized void start() {
        this.running = true;
        for (int number = 0; number < this.threadCount; number++) {
            this.threads.add(Thread.ofVirtual().name(this.name + "-outbox-" + number).start(this::run));
        }
    }

    /**
     * Lets rows that are being published finish, for five seconds at most; what is
     * interrupted then is published again by the next process.
     */
    @Override
    public synchronized void stop() {
        this.running = false;
        this.wakeUps.release(this.threadCount);
        long deadline = System.nanoTime() + SHUTDOWN_GRACE.toNanos();
        try {
            for (Thread thread : this.threads) {
                if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    thread.interrupt();
                }
            }
        }
        catch (InterruptedException ex) {
            this.threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
        this.threads.clear();
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    private void run() {
        try {
            while (this.running) {
                Duration delay = publish();
                if (this.running && delay.isPositive()
                        && this.wakeUps.tryAcquire(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                    this.wakeUps.drainPermits();
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** A failure of one row must not end the relay. */
    private Duration publish() {
        try {
            Duration delay = this.publisher.publish();
            return (delay.compareTo(this.pollInterval) < 0) ? delay : this.pollInterval;
        }
        catch (RuntimeException ex) {
            if (this.running) {
                log.warn("Relaying of {} failed; next attempt in {}", this.name, this.pollInterval, ex);
            }
            return this.pollInterval;
        }
    }

    /** Publishes rows of an outbox. */
    @FunctionalInterface
    public interface Publisher {

        /**
         * Publishes rows that are due. Called by several threads and processes at once:
         * rows are claimed.
         * @return how long until the next call; zero for at once, and longer than the
         * poll interval counts as the poll interval
         */
        Duration publish();

    }

}
