/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.postgres.NotificationListener;

/**
 * Notifications of changes between all instances of the service, by PostgreSQL's
 * {@code NOTIFY}: sent in the transaction of the change, delivered on its commit. A
 * notification only triggers a new attempt; waiting callers also poll, since
 * notifications may be lost. Thread-safe.
 */
@Component
public class NotificationHub implements NotificationListener.Subscriber, SmartLifecycle {

    /** Key: a job may be available for a lease. */
    public static final String TASKS = "tasks";

    /** Key: the outbox to metadata-service may have a row that is due. */
    public static final String OUTBOX = "outbox";

    static final String CHANNEL = "streamgate_worker";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final JdbcClient jdbc;

    private final QueueProperties properties;

    private final Semaphore permits;

    private final ConcurrentHashMap<String, Set<Runnable>> subscribers = new ConcurrentHashMap<>();

    private final AtomicBoolean running = new AtomicBoolean(true);

    NotificationHub(JdbcClient jdbc, QueueProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.permits = new Semaphore(properties.maxWaiting());
    }

    /** Key: segments of a package have been published, or its tasks have ended. */
    public static String segments(String packageKey) {
        return "segments " + packageKey;
    }

    /**
     * Notifies the subscribers of a key in all instances when the transaction commits.
     */
    public void publish(String key) {
        this.jdbc.sql("SELECT pg_notify(?, ?)").params(CHANNEL, key).query((row) -> {
        });
    }

    /**
     * Subscribes to a key.
     * @param subscriber runs on the listener's thread for each notification and whenever
     * notifications may have been lost; must return soon
     */
    public void subscribe(String key, Runnable subscriber) {
        this.subscribers.compute(key, (same, present) -> {
            Set<Runnable> set = (present != null) ? present : ConcurrentHashMap.newKeySet();
            set.add(subscriber);
            return set;
        });
    }

    /**
     * Repeats an attempt until it has a result or the time is over. Holds no database
     * connection while it waits.
     * @param key notifications that trigger an attempt
     * @param timeout how long to wait; zero for a single attempt
     * @param attempt the attempt, with a transaction of its own
     * @throws ProblemException 503 if too many callers are waiting
     */
    public <T> Optional<T> await(String key, Duration timeout, Supplier<Optional<T>> attempt) {
        Optional<T> immediate = attempt.get();
        if (immediate.isPresent() || timeout.isZero()) {
            return immediate;
        }
        if (!this.permits.tryAcquire()) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Too many callers are waiting.")
                .retryAfter(RETRY_AFTER);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        Semaphore notifications = new Semaphore(0);
        Runnable subscriber = notifications::release;
        subscribe(key, subscriber);
        try {
            while (true) {
                Optional<T> result = attempt.get();
                long remaining = deadline - System.nanoTime();
                if (result.isPresent() || remaining <= 0 || !this.running.get()) {
                    return result;
                }
                long pollInterval = this.properties.pollInterval().toNanos();
                if (notifications.tryAcquire(Math.min(remaining, pollInterval), TimeUnit.NANOSECONDS)) {
                    notifications.drainPermits();
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        finally {
            unsubscribe(key, subscriber);
            this.permits.release();
        }
    }

    /** Number of callers that wait in {@link #await}. */
    public int waiting() {
        return this.properties.maxWaiting() - this.permits.availablePermits();
    }

    @Override
    public void connected() {
        notifyAllSubscribers();
    }

    @Override
    public void received(String key) {
        this.subscribers.getOrDefault(key, Set.of()).forEach(Runnable::run);
    }

    @Override
    public void start() {
        this.running.set(true);
    }

    /** Ends all waits. Runs before the web server stops, which waits for its requests. */
    @Override
    public void stop() {
        this.running.set(false);
        notifyAllSubscribers();
    }

    @Override
    public boolean isRunning() {
        return this.running.get();
    }

    private void notifyAllSubscribers() {
        this.subscribers.values().forEach((set) -> set.forEach(Runnable::run));
    }

    private void unsubscribe(String key, Runnable subscriber) {
        this.subscribers.computeIfPresent(key, (same, set) -> {
            set.remove(subscriber);
            return set.isEmpty() ? null : set;
        });
    }

}
