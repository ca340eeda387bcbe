/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reactions of a kind of job to its state transitions. Methods run in the transaction of
 * the transition, after it and under {@link Locks#lockJob}; an exception rolls it back.
 */
public interface JobFlow {

    /** Whether this flow handles the job. */
    boolean handles(Job job);

    /** The job was inserted. */
    default void submitted(Job job) {
    }

    /** The runner has published more segments. */
    default void advanced(Job job) {
    }

    /** The runner has completed it. */
    default void succeeded(Job job, @Nullable Map<String, Object> result) {
    }

    /** Its last attempt failed. */
    default void failed(Job job, String error) {
    }

    /** It was cancelled on request. */
    default void cancelled(Job job) {
    }

    /**
     * An operator retries the job; it is still failed. Not called for tasks, which are
     * requeued.
     */
    default void retry(Job job) {
    }

}
