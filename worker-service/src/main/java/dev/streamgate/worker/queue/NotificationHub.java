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

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Wakes who waits for a change, in every instance of the service. A change is published
 * inside its transaction and heard when that commits. Being woken is a hint: the waiter
 * looks for itself, and looks now and then unasked, since a hint may be lost. Safe for
 * threads.
 */
@Component
public class NotificationHub {

    /** There may be a job to lease. */
    public static final String TASKS = "tasks";

    /** There may be something to tell metadata. */
    public static final String NOTICES = "notices";

    static final String CHANNEL = "streamgate_worker";

    private static final Duration TRY_LATER = Duration.ofSeconds(1);

    private final JdbcClient jdbc;

    private final QueueProperties properties;

    private final Semaphore places;

    private final ConcurrentHashMap<String, Set<Waiter>> waiters = new ConcurrentHashMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    NotificationHub(JdbcClient jdbc, QueueProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.places = new Semaphore(properties.maxWaiters());
    }

    /** The key for news of a package's segments. */
    public static String segments(String packageKey) {
        return "segments " + packageKey;
    }

    /** Wakes who waits for the key, once the present transaction has committed. */
    public void publish(String key) {
        this.jdbc.sql("SELECT pg_notify(:channel, :key)").param("channel", CHANNEL).param("key", key).query((row) -> {
        });
    }

    /**
     * Tries until there is a result or the time is over; holds no connection while it
     * waits.
     * @param key what wakes it
     * @param atMost how long to wait; zero tries once
     * @param attempt what to try, each time in a transaction of its own
     * @throws ProblemException 503 when too many are waiting already
     */
    public <T> Optional<T> await(String key, Duration atMost, Supplier<Optional<T>> attempt) {
        Optional<T> atOnce = attempt.get();
        if (atOnce.isPresent() || atMost.isZero()) {
            return atOnce;
        }
        if (!this.places.tryAcquire()) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Too many callers are waiting already.")
                .retryAfter(TRY_LATER);
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        try (Waiter waiter = register(key)) {
            while (true) {
                Optional<T> result = attempt.get();
                long left = deadline - System.nanoTime();
                if (result.isPresent() || left <= 0 || this.closed.get()) {
                    return result;
                }
                waiter.await(Duration.ofNanos(Math.min(left, this.properties.poll().toNanos())));
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        finally {
            this.places.release();
        }
    }

    /** Begins to wait for a key; what is published from now on is not missed. */
    public Waiter register(String key) {
        Waiter waiter = new Waiter(key);
        this.waiters.compute(key, (same, present) -> {
            Set<Waiter> set = (present != null) ? present : ConcurrentHashMap.newKeySet();
            set.add(waiter);
            return set;
        });
        return waiter;
    }

    /** How many callers wait now. */
    public int waiting() {
        return this.properties.maxWaiters() - this.places.availablePermits();
    }

    void wake(String key) {
        this.waiters.getOrDefault(key, Set.of()).forEach(Waiter::wake);
    }

    void wakeAll() {
        this.waiters.values().forEach((set) -> set.forEach(Waiter::wake));
    }

    /** From now on nobody waits any more. */
    void close() {
        this.closed.set(true);
        wakeAll();
    }

    /** From now on callers wait again. */
    void open() {
        this.closed.set(false);
    }

    /** One that waits for a key. For one thread. */
    public final class Waiter implements AutoCloseable {

        private final String key;

        private final Semaphore hints = new Semaphore(0);

        private Waiter(String key) {
            this.key = key;
        }

        /** Waits for a hint; returns at once when one came since the last call. */
        public void await(Duration atMost) throws InterruptedException {
            if (this.hints.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                this.hints.drainPermits();
            }
        }

        /** Lets the waiter look now. */
        public void wake() {
            this.hints.release();
        }

        @Override
        public void close() {
            NotificationHub.this.waiters.computeIfPresent(this.key, (same, set) -> {
                set.remove(this);
                return set.isEmpty() ? null : set;
            });
        }

    }

}
