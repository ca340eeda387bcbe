/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.task;

/** What a task and the one who runs it tell each other. Safe for use by many threads. */
public interface TaskContext {

    /** Whether a viewer waits for it. */
    boolean urgent();

    /** The end (exclusive) of the segments to make; it may come nearer at any time. */
    int end();

    /** Tells that all segments below a number are published, in all renditions. */
    void published(int nextSegment);

    /** Tells how much is done, 0 to 1, where segments do not tell it. */
    void progress(double fraction);

    /**
     * To be called right before something is published.
     * @throws TaskStoppedException if the lease is over
     */
    void check() throws TaskStoppedException;

    /**
     * Runs an action as soon as the task is to stop; at once when it already is.
     * @return ends the interest in it
     */
    Interest whenStopped(Runnable action);

    /** An action that waits for the stop. */
    interface Interest extends AutoCloseable {

        @Override
        void close();

    }

}
