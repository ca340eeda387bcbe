/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.task;

/** The running lease of a task. Thread-safe. */
public interface TaskContext {

    /** Whether a viewer waits for the result. */
    boolean urgent();

    /**
     * End (exclusive) of the segments to produce. It may decrease while the task runs.
     */
    int end();

    /**
     * Reports that all segments below a number are published in all renditions.
     */
    void published(int nextSegment);

    /** Reports the progress, 0 to 1, of a task without segments. */
    void progress(double fraction);

    /**
     * Checks that the lease is held. Tasks call it immediately before each publication.
     * @throws TaskStoppedException if the task was stopped
     */
    void checkActive() throws TaskStoppedException;

    /**
     * Runs an action when the task is stopped; immediately if it already is.
     * @param action must not block
     * @return cancels the registration
     */
    Registration onStop(Runnable action);

    /** A registered action; closing it cancels the registration. */
    interface Registration extends AutoCloseable {

        @Override
        void close();

    }

}
