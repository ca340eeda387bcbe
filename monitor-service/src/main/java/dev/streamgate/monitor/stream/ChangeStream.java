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

import org.jspecify.annotations.Nullable;

/**
 * An ordered stream of changes. The latest are kept, so that a listener that reconnects
 * with the id of the last change it received gets those since then. Publishing does not
 * block. Thread-safe.
 */
public class ChangeStream {

    /**
     * Random for each process, so that ids of an earlier process are not mistaken for ids
     * of this one.
     */
    private final String epoch = HexFormat.of().toHexDigits(new SecureRandom().nextInt());

    private final Deque<Change> kept = new ArrayDeque<>();

    private final Set<Listener> listeners = new HashSet<>();

    private final int replay;

    private long count;

    ChangeStream(int replay) {
        this.replay = replay;
    }

    /** Publishes a change to all listeners. */
    public synchronized void publish(String event, Object data) {
        this.count++;
        Change change = new Change(id(this.count), event, data);
        this.kept.addLast(change);
        if (this.kept.size() > this.replay) {
            this.kept.removeFirst();
        }
        this.listeners.forEach((listener) -> listener.offer(change));
    }

    /**
     * Adds a listener. It first receives the changes that it missed or, if they are not
     * kept, the current state. No change is lost between these and the changes that
     * follow; a change that is made while the state is read may be contained in it and
     * follow it too.
     * @param lastSeen id of the last change that it received; null for a new listener
     * @param states the current state; read without a lock, since its providers have
     * locks of their own and publish while they hold them
     */
    void add(Listener listener, @Nullable String lastSeen, List<CurrentState> states) {
        Recording recording = new Recording();
        String position;
        synchronized (this) {
            position = id(this.count);
            Optional<List<Change>> missed = missed(lastSeen);
            if (missed.isPresent()) {
                missed.get().forEach(listener::initial);
                this.listeners.add(listener);
                return;
            }
            this.listeners.add(recording);
        }
        try {
            current(states, position).forEach(listener::initial);
            synchronized (this) {
                recording.changes.forEach(listener::initial);
                this.listeners.add(listener);
            }
        }
        finally {
            remove(recording);
        }
    }

    synchronized void remove(Listener listener) {
        this.listeners.remove(listener);
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

    private static List<Change> current(List<CurrentState> states, String position) {
        return states.stream()
            .flatMap((state) -> state.items().stream().map((item) -> new Change(position, state.event(), item)))
            .toList();
    }

    private String id(long number) {
        return this.epoch + "-" + number;
    }

    /** Keeps the changes that are made while the current state is read. */
    private static final class Recording implements Listener {

        private final List<Change> changes = new ArrayList<>();

        @Override
        public void initial(Change change) {
            throw new IllegalStateException("A recording has no initial changes");
        }

        @Override
        public void offer(Change change) {
            this.changes.add(change);
        }

    }

    /** Receives changes. Neither method may block. */
    interface Listener {

        /**
         * Receives a missed change or an item of the current state, before other changes.
         */
        void initial(Change change);

        /** Receives a change. */
        void offer(Change change);

    }

}
