/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.load;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many things are in progress at once: in all, and of each key, so that one
 * client or user cannot take all places. Holds an entry only for keys with something in
 * progress. Thread-safe.
 */
public final class KeyedPermits {

    private final ConcurrentMap<String, Integer> held = new ConcurrentHashMap<>();

    private final Semaphore total;

    private final int perKey;

    /**
     * Creates the permits.
     * @param total how many may be held at once
     * @param perKey how many of them one key may hold
     * @throws IllegalArgumentException if {@code perKey} is not positive or exceeds
     * {@code total}
     */
    public KeyedPermits(int total, int perKey) {
        if (perKey < 1 || perKey > total) {
            throw new IllegalArgumentException("The permits of a key must be between 1 and " + total + ": " + perKey);
        }
        this.total = new Semaphore(total);
        this.perKey = perKey;
    }

    /**
     * Acquires a permit without waiting. After {@link Outcome#ACQUIRED} the caller must
     * call {@link #release}.
     * @param key the client or user
     * @return whether it was acquired, and if not, why
     */
    public Outcome tryAcquire(String key) {
        int count = this.held.merge(key, 1, Integer::sum);
        if (count > this.perKey) {
            removeOne(key);
            return Outcome.KEY_EXHAUSTED;
        }
        if (!this.total.tryAcquire()) {
            removeOne(key);
            return Outcome.EXHAUSTED;
        }
        return Outcome.ACQUIRED;
    }

    /**
     * Returns a permit.
     * @param key the key that it was acquired with
     */
    public void release(String key) {
        removeOne(key);
        this.total.release();
    }

    /** How many keys hold a permit. */
    int keys() {
        return this.held.size();
    }

    private void removeOne(String key) {
        this.held.computeIfPresent(key, (same, count) -> (count > 1) ? count - 1 : null);
    }

    /** The outcome of an attempt to acquire a permit. */
    public enum Outcome {

        /** The caller holds a permit. */
        ACQUIRED,

        /** The key holds all of its permits. */
        KEY_EXHAUSTED,

        /** All permits are held, most of them by other keys. */
        EXHAUSTED

    }

}
