/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/**
 * Locks on the bytes of uploads within this process: exclusive for a request that
 * appends, completes or verifies, shared for requests that each write a chunk. Keeps no
 * entry for a lock without holder or waiter. Thread-safe; a hold may be closed by another
 * thread than the one that acquired it.
 */
@Component
public final class SessionLocks {

    private static final int EXCLUSIVE = 1 << 20;

    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    /** Acquires the exclusive lock unless it is held. */
    public Optional<Hold> tryExclusive(String key) {
        return acquire(key, EXCLUSIVE, Duration.ZERO);
    }

    /** Acquires the exclusive lock; empty after the timeout. */
    public Optional<Hold> exclusive(String key, Duration timeout) {
        return acquire(key, EXCLUSIVE, timeout);
    }

    /** Acquires the shared lock; empty after the timeout. */
    public Optional<Hold> shared(String key, Duration timeout) {
        return acquire(key, 1, timeout);
    }

    private Optional<Hold> acquire(String key, int permits, Duration timeout) {
        Entry entry = this.entries.compute(key, (id, present) -> {
            Entry used = (present != null) ? present : new Entry();
            used.users++;
            return used;
        });
        boolean acquired = false;
        try {
            acquired = entry.permits.tryAcquire(permits, timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        finally {
            if (!acquired) {
                removeUser(key);
            }
        }
        return acquired ? Optional.of(new Hold(this, key, entry, permits)) : Optional.empty();
    }

    private void removeUser(String key) {
        this.entries.computeIfPresent(key, (id, entry) -> (--entry.users == 0) ? null : entry);
    }

    /** Number of uploads with a holder or a waiter. */
    int size() {
        return this.entries.size();
    }

    private static final class Entry {

        private final Semaphore permits = new Semaphore(EXCLUSIVE);

        private int users;

    }

    /** A hold on a lock, released on close. */
    public static final class Hold implements AutoCloseable {

        private final SessionLocks locks;

        private final String key;

        private final Entry entry;

        private final int permits;

        private boolean open = true;

        private Hold(SessionLocks locks, String key, Entry entry, int permits) {
            this.locks = locks;
            this.key = key;
            this.entry = entry;
            this.permits = permits;
        }

        @Override
        public void close() {
            if (this.open) {
                this.open = false;
                this.entry.permits.release(this.permits);
                this.locks.removeUser(this.key);
            }
        }

    }

}
