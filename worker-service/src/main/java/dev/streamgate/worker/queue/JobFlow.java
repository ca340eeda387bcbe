/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a kind of job does when one of its jobs moves. Each method is called inside the
 * transaction of the move, after it, and under {@link Locks#job}; what it throws undoes
 * the move.
 */
public interface JobFlow {

    /** Whether this is one of its jobs. */
    boolean owns(Job job);

    /** A job has been made. */
    default void submitted(Job job) {
    }

    /** A runner has published more segments. */
    default void advanced(Job job) {
    }

    /** A runner has ended it well. */
    default void succeeded(Job job, @Nullable Map<String, Object> result) {
    }

    /** It was given up. */
    default void failed(Job job, String error) {
    }

    /** It was stopped on request. */
    default void cancelled(Job job) {
    }

    /** An operator wants it tried again; it is still failed. */
    void retry(Job job);

}
