/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Incidents that have to be written, each in its latest state, oldest change first.
 * Bounded: when it is full, the oldest is dropped. Thread-safe.
 */
final class PendingWrites {

    private final Map<String, Incident> pending = new LinkedHashMap<>();

    private final int capacity;

    PendingWrites(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(Incident incident) {
        this.pending.put(incident.id(), incident);
        if (this.pending.size() > this.capacity) {
            this.pending.remove(this.pending.keySet().iterator().next());
        }
    }

    /** The oldest one, which stays until {@link #written}. */
    synchronized Optional<Incident> next() {
        return this.pending.values().stream().findFirst();
    }

    /** Removes a written incident, unless it has changed again. */
    synchronized void written(Incident incident) {
        this.pending.remove(incident.id(), incident);
    }

}
