/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Incidents that have to be written, each in its latest state, oldest change first.
 * Bounded: when it is full, the oldest is dropped. Thread-safe.
 */
final class PendingWrites {

    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Incident> pending = new LinkedHashMap<>();

    private final int capacity;

    PendingWrites(int capacity) {
        this.capacity = capacity;
    }

    void add(Incident incident) {
        this.lock.lock();
        try {
            this.pending.put(incident.id(), incident);
            if (this.pending.size() > this.capacity) {
                this.pending.remove(this.pending.keySet().iterator().next());
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    /** The oldest one, which stays until {@link #written}. */
    Optional<Incident> next() {
        this.lock.lock();
        try {
            return this.pending.values().stream().findFirst();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Removes a written incident, unless it has changed again. */
    void written(Incident incident) {
        this.lock.lock();
        try {
            this.pending.remove(incident.id(), incident);
        }
        finally {
            this.lock.unlock();
        }
    }

}
