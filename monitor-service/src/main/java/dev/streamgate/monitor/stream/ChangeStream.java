/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Changes in their order, with the newest of them kept for listeners that come back: who
 * names the last change it has seen gets those since. Telling never waits. Safe for
 * threads.
 */
public class ChangeStream {

    /**
     * Differs with each start, so that a place of an earlier process is not taken for one
     * of this.
     */
    private final String epoch = HexFormat.of().toHexDigits(new SecureRandom().nextInt());

    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<Change> kept = new ArrayDeque<>();

    private final Set<Listener> listeners = new HashSet<>();

    private final int replay;

    private long count;

    ChangeStream(int replay) {
        this.replay = replay;
    }

    /** Tells everybody. */
    public void tell(String event, Object data) {
        this.lock.lock();
        try {
            this.count++;
            Change change = new Change(id(this.count), event, data);
            this.kept.addLast(change);
            if (this.kept.size() > this.replay) {
                this.kept.removeFirst();
            }
            this.listeners.forEach((listener) -> listener.offer(change));
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Adds a listener. It first gets what it missed; when that is not known, the present
     * state. No change is lost or doubled between this and the changes that follow.
     * @param lastSeen the last change's id; {@code null} for a new listener
     */
    void add(Listener listener, @Nullable String lastSeen, List<PresentState> present) {
        this.lock.lock();
        try {
            String here = id(this.count);
            missed(lastSeen).orElseGet(() -> present(present, here)).forEach(listener::first);
            this.listeners.add(listener);
        }
        finally {
            this.lock.unlock();
        }
    }

    void remove(Listener listener) {
        this.lock.lock();
        try {
            this.listeners.remove(listener);
        }
        finally {
            this.lock.unlock();
        }
    }

    private Optional<List<Change>> missed(@Nullable String lastSeen) {
        if (lastSeen == null) {
            return Optional.empty();
        }
        if (lastSeen.equals(id(this.count))) {
            return Optional.of(List.of());
        }
        List<Change> missed = null;
        String before = id(this.count - this.kept.size());
        if (before.equals(lastSeen)) {
            missed = new ArrayList<>();
        }
        for (Change change : this.kept) {
            if (missed != null) {
                missed.add(change);
            }
            else if (change.id().equals(lastSeen)) {
                missed = new ArrayList<>();
            }
        }
        return Optional.ofNullable(missed);
    }

    private static List<Change> present(List<PresentState> present, String here) {
        return present.stream()
            .flatMap((state) -> state.items().stream().map((item) -> new Change(here, state.event(), item)))
            .toList();
    }

    private String id(long number) {
        return this.epoch + "-" + number;
    }

    /** Somebody who is told. Neither method may wait. */
    interface Listener {

        /** Takes what comes before the changes; called before the listener is added. */
        void first(Change change);

        /** Takes a change. */
        void offer(Change change);

    }

}
