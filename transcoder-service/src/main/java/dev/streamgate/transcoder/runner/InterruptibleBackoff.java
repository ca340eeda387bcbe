/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Duration;

import dev.streamgate.suite.backoff.BackoffDelay;

/** Exponential back-off that ends early when the process shuts down. Thread-safe. */
final class InterruptibleBackoff {

    private final BackoffDelay delay;

    private final ShutdownSignal shutdown;

    InterruptibleBackoff(Duration initial, Duration max, ShutdownSignal shutdown) {
        this.delay = BackoffDelay.of(initial, max);
        this.shutdown = shutdown;
    }

    /**
     * Waits before the next attempt.
     * @param failures consecutive failures, at least 1
     */
    void pause(int failures) throws InterruptedException {
        this.shutdown.await(this.delay.after(failures));
    }

    /** Whether the process shuts down, so that no further attempt should follow. */
    boolean isShutdown() {
        return this.shutdown.isRaised();
    }

}
