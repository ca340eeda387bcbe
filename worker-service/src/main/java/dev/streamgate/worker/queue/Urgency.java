/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

/** Urgency of a task; takes precedence over priority. */
public enum Urgency {

    /** No viewer waits for it. */
    BACKGROUND,

    /** Segments that follow one that a viewer waits for. */
    PREFETCH,

    /**
     * First steps of a new video. They are short, so that a video becomes playable while
     * long tasks of other videos are running.
     */
    STARTUP,

    /** A viewer waits for it. */
    ON_DEMAND;

    private static final Urgency[] BY_RANK = { BACKGROUND, PREFETCH, STARTUP, ON_DEMAND };

    /** Whether runners reserve a slot for it. */
    boolean isUrgent() {
        return compareTo(STARTUP) >= 0;
    }

    /** Value of the column {@code urgency}, by which the queue sorts. */
    int rank() {
        return switch (this) {
            case BACKGROUND -> 0;
            case PREFETCH -> 1;
            case STARTUP -> 2;
            case ON_DEMAND -> 3;
        };
    }

    static Urgency ofRank(int rank) {
        return BY_RANK[rank];
    }

}
