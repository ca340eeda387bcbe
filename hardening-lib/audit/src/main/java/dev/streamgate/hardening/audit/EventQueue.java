/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Events on their way to the thread that writes them. It takes all of them at once, so
 * two batches alternate and are reused. Thread-safe; {@link #take} is for one thread.
 */
final class EventQueue {

    /** From this size in bytes on, durable events wait. */
    private static final int MAX_BYTES = 1 << 21;

    /**
     * From this size on, best-effort events are dropped: the rest is for durable ones.
     */
    private static final int MAX_BEST_EFFORT = MAX_BYTES / 2;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition added = this.lock.newCondition();

    private final Condition taken = this.lock.newCondition();

    private EventBatch events = new EventBatch();

    private EventBatch spare = new EventBatch();

    private boolean closed;

    /**
     * Adds an event whose recording does not wait.
     * @return false if the queue is closed or too long
     */
    boolean offer(AuditRecord event) {
        this.lock.lock();
        try {
            if (this.closed || this.events.length() >= MAX_BEST_EFFORT) {
                return false;
            }
            this.events.add(event);
            this.added.signal();
            return true;
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Adds an event whose recording waits for the write.
     * @param timeout how long to wait for space
     * @return completes with the write; null if the queue is closed or remains too long
     */
    @Nullable CompletableFuture<Void> offerDurable(AuditRecord event, Duration timeout) throws InterruptedException {
        this.lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (!this.closed && this.events.length() >= MAX_BYTES && nanos > 0) {
                nanos = this.taken.awaitNanos(nanos);
            }
            if (this.closed || this.events.length() >= MAX_BYTES) {
                return null;
            }
            this.events.addDurable(event);
            this.added.signal();
            return this.events.durability();
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Takes all events; waits for the first one. The caller clears the batch before it
     * takes the next one.
     * @param nanos how long to wait at most
     * @return empty without events; null when the queue is closed and all are taken
     */
    @Nullable EventBatch take(long nanos) throws InterruptedException {
        this.lock.lockInterruptibly();
        try {
            long rest = nanos;
            while (this.events.isEmpty() && !this.closed && rest > 0) {
                rest = this.added.awaitNanos(rest);
            }
            if (this.events.isEmpty() && this.closed) {
                return null;
            }
            EventBatch batch = this.events;
            this.events = this.spare;
            this.spare = batch;
            this.taken.signalAll();
            return batch;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Accepts no further events; those in the queue can still be taken. */
    void close() {
        this.lock.lock();
        try {
            this.closed = true;
            this.added.signalAll();
            this.taken.signalAll();
        }
        finally {
            this.lock.unlock();
        }
    }

}
