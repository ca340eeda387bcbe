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

/** Waiting for what cannot announce itself: a file, a port, another process. */
public final class Poll {

    private Poll() {
    }

    /**
     * Asks again and again until there is an answer or time is up.
     * @param limit how long to go on
     * @param interval the pause between two questions
     * @param question gives an answer, or empty for "not yet"
     * @param <T> what is waited for
     * @return the answer, or empty when time was up
     */
    public static <T> Optional<T> until(Duration limit, Duration interval, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + limit.toNanos();
        Executor later = CompletableFuture.delayedExecutor(interval.toMillis(), TimeUnit.MILLISECONDS);
        Optional<T> answer = question.get();
        while (answer.isEmpty() && System.nanoTime() < end) {
            CompletableFuture.runAsync(() -> {
            }, later).join();
            answer = question.get();
        }
        return answer;
    }

}
