/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.streamgate.transcoder.task.TaskContext.Registration;

/** Announces the shutdown of this process to its slots and tasks. Thread-safe. */
final class ShutdownSignal {

    private final CountDownLatch latch = new CountDownLatch(1);

    private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();

    /** Starts the shutdown and runs the registered actions. */
    void raise() {
        this.latch.countDown();
        List.copyOf(this.actions).forEach(Runnable::run);
    }

    boolean isRaised() {
        return this.latch.getCount() == 0;
    }

    /** Waits for a time or until the shutdown starts. */
    void await(Duration time) throws InterruptedException {
        boolean _ = this.latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs an action when the shutdown starts; immediately if it has started. */
    Registration onShutdown(Runnable action) {
        this.actions.add(action);
        if (isRaised()) {
            action.run();
        }
        return () -> this.actions.remove(action);
    }

}
