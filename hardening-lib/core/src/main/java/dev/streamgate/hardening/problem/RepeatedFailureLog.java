/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

import org.slf4j.Logger;

/**
 * Logs failures of dependencies: one line a kind and minute, without a stack trace, since
 * an outage makes every request fail for the same reason. Kinds are the types of the
 * failure and of its root cause. Thread-safe.
 */
final class RepeatedFailureLog {

    private static final long INTERVAL_NANOS = 60_000_000_000L;

    /** More kinds than an application has; further ones share one entry. */
    private static final int MAX_KINDS = 200;

    private static final int MAX_DEPTH = 20;

    private final Logger log;

    private final LongSupplier nanos;

    private final ConcurrentMap<String, Count> counts = new ConcurrentHashMap<>();

    RepeatedFailureLog(Logger log) {
        this(log, System::nanoTime);
    }

    RepeatedFailureLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /** Logs a failure unless one of its kind was logged within a minute. */
    void warn(String message, Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
            root = root.getCause();
        }
        String kind = message + failure.getClass().getName() + root.getClass().getName();
        long now = this.nanos.getAsLong();
        int[] suppressed = { -1 };
        this.counts.compute((this.counts.size() < MAX_KINDS) ? kind : "other", (key, count) -> {
            if (count != null && now - count.loggedAt() < INTERVAL_NANOS) {
                return new Count(count.loggedAt(), count.suppressed() + 1);
            }
            suppressed[0] = (count != null) ? count.suppressed() : 0;
            return new Count(now, 0);
        });
        if (suppressed[0] > 0) {
            this.log.warn("{}: {} ({} more since the last line)", message, root, suppressed[0]);
        }
        else if (suppressed[0] == 0) {
            this.log.warn("{}: {}", message, root.toString());
        }
        this.log.debug("{}", message, failure);
    }

    private record Count(long loggedAt, int suppressed) {
    }

}
