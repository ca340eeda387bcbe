/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

/** How soon a job is wanted; a more urgent one goes before any priority. */
public enum Urgency {

    /** In its turn. */
    BACKGROUND,

    /** Before the others: a viewer who waits for something near it will want it next. */
    SOON,

    /**
     * What a new video needs to begin to play: few short steps, which do not wait until
     * another video's long task ends.
     */
    START,

    /** First of all: a viewer is waiting. */
    NOW;

    private static final Urgency[] BY_RANK = { BACKGROUND, SOON, START, NOW };

    /** Whether runners keep a slot free for it. */
    boolean isUrgent() {
        return compareTo(START) >= 0;
    }

    /** How it stands in the table: the higher the sooner. */
    int rank() {
        return switch (this) {
            case BACKGROUND -> 0;
            case SOON -> 1;
            case START -> 2;
            case NOW -> 3;
        };
    }

    static Urgency ofRank(int rank) {
        return BY_RANK[rank];
    }

}
