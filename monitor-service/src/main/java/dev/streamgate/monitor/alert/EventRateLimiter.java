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
 * How many events each service may send in a minute, so that one that runs wild does not
 * drown the history. Services are few: their names are in their tokens. Safe for threads.
 */
final class EventRateLimiter {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int perWindow;

    private final Clock clock;

    private final Map<String, Integer> taken = new HashMap<>();

    private Instant end = Instant.MIN;

    EventRateLimiter(int perWindow, Clock clock) {
        this.perWindow = perWindow;
        this.clock = clock;
    }

    /**
     * Takes one.
     * @throws ProblemException 429 when none is left
     */
    synchronized void tryConsume(String service) {
        Instant now = this.clock.instant();
        if (!now.isBefore(this.end)) {
            this.taken.clear();
            this.end = now.plus(WINDOW);
        }
        if (this.taken.merge(service, 1, Integer::sum) > this.perWindow) {
            throw new ProblemException(ProblemType.RATE_LIMITED, "Too many events in this minute.")
                .retryAfter(Duration.between(now, this.end));
        }
    }

}
