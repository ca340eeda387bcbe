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
 * Episodes that are to be written, each as it is latest. Bounded: when it is full the one
 * that has waited longest is forgotten. Safe for threads.
 */
final class PendingWrites {

    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Incident> waiting = new LinkedHashMap<>();

    private final int most;

    PendingWrites(int most) {
        this.most = most;
    }

    void add(Incident episode) {
        this.lock.lock();
        try {
            this.waiting.put(episode.id(), episode);
            if (this.waiting.size() > this.most) {
                this.waiting.remove(this.waiting.keySet().iterator().next());
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    /** The one that has waited longest; it stays. */
    Optional<Incident> next() {
        this.lock.lock();
        try {
            return this.waiting.values().stream().findFirst();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** It has been written, unless there is a later state of it. */
    void written(Incident episode) {
        this.lock.lock();
        try {
            this.waiting.remove(episode.id(), episode);
        }
        finally {
            this.lock.unlock();
        }
    }

}
