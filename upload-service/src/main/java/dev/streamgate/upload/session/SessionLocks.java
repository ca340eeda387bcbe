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
 * Who may touch the bytes of an upload in this process: one writer that appends, ends or
 * verifies it, or many that each write a chunk of their own. Nothing is kept of an upload
 * that nobody holds. Safe for threads; a hold may be closed by another thread than the
 * one that got it.
 */
@Component
public final class SessionLocks {

    private static final int ALL = 1 << 20;

    private final ConcurrentHashMap<String, Shared> held = new ConcurrentHashMap<>();

    /** Takes the upload for one alone, or nothing when somebody has it. */
    public Optional<Hold> tryExclusive(String key) {
        return acquire(key, ALL, Duration.ZERO);
    }

    /** Takes the upload for one alone, or nothing when it is not free in time. */
    public Optional<Hold> exclusive(String key, Duration wait) {
        return acquire(key, ALL, wait);
    }

    /** Takes the upload beside others that do the same. */
    public Optional<Hold> shared(String key, Duration wait) {
        return acquire(key, 1, wait);
    }

    private Optional<Hold> acquire(String key, int permits, Duration wait) {
        Shared shared = this.held.compute(key, (id, present) -> {
            Shared lock = (present != null) ? present : new Shared();
            lock.users++;
            return lock;
        });
        boolean got = false;
        try {
            got = shared.permits.tryAcquire(permits, wait.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        finally {
            if (!got) {
                leave(key);
            }
        }
        return got ? Optional.of(new Hold(this, key, shared, permits)) : Optional.empty();
    }

    private void leave(String key) {
        this.held.computeIfPresent(key, (id, shared) -> (--shared.users == 0) ? null : shared);
    }

    /** How many uploads are held or waited for. */
    int size() {
        return this.held.size();
    }

    private static final class Shared {

        private final Semaphore permits = new Semaphore(ALL);

        private int users;

    }

    /** A hold on an upload; closing it lets go. */
    public static final class Hold implements AutoCloseable {

        private final SessionLocks locks;

        private final String key;

        private final Shared shared;

        private final int permits;

        private boolean open = true;

        private Hold(SessionLocks locks, String key, Shared shared, int permits) {
            this.locks = locks;
            this.key = key;
            this.shared = shared;
            this.permits = permits;
        }

        @Override
        public void close() {
            if (this.open) {
                this.open = false;
                this.shared.permits.release(this.permits);
                this.locks.leave(this.key);
            }
        }

    }

}
