/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Limits the events of each service per minute, so that a faulty service cannot flood the
 * history. The number of services is bounded, since their names come from their tokens.
 * Thread-safe.
 */
final class EventRateLimiter {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int perWindow;

    private final Clock clock;

    private final Map<String, Integer> consumed = new HashMap<>();

    private Instant windowEnd = Instant.MIN;

    EventRateLimiter(int perWindow, Clock clock) {
        this.perWindow = perWindow;
        this.clock = clock;
    }

    /**
     * Consumes one event of a service's quota.
     * @throws ProblemException 429 if the quota is exhausted
     */
    synchronized void consume(String service) {
        Instant now = this.clock.instant();
        if (!now.isBefore(this.windowEnd)) {
            this.consumed.clear();
            this.windowEnd = now.plus(WINDOW);
        }
        if (this.consumed.merge(service, 1, Integer::sum) > this.perWindow) {
            throw new ProblemException(ProblemType.RATE_LIMITED, "Too many events in this minute.")
                .retryAfter(Duration.between(now, this.windowEnd));
        }
    }

}
