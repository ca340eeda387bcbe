/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.terminal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Polls a condition without notification: a file, a port, another process. */
public final class Poll {

    private Poll() {
    }

    /**
     * Evaluates a condition until it has a result or the time limit passes.
     * @param limit the time limit
     * @param interval the delay between two evaluations
     * @param condition returns the result, or empty to continue
     * @param <T> the type of the result
     * @return the result; empty after the time limit
     */
    public static <T> Optional<T> until(Duration limit, Duration interval, Supplier<Optional<T>> condition) {
        long end = System.nanoTime() + limit.toNanos();
        Executor delayed = CompletableFuture.delayedExecutor(interval.toMillis(), TimeUnit.MILLISECONDS);
        Optional<T> result = condition.get();
        while (result.isEmpty() && System.nanoTime() < end) {
            CompletableFuture.runAsync(() -> {
            }, delayed).join();
            result = condition.get();
        }
        return result;
    }

}
