/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.time.Duration;
import java.time.Instant;

/**
 * The restarts of a process that ended without a request.
 *
 * @param count the ends since the suite was started, each followed by a restart
 * @param failures consecutive ends after a short run
 * @param endedAt the time at which the latest end was noticed
 * @param reason how it ended, for instance {@code exit status 137}
 * @param nextAttempt the time of the restart after the latest end
 */
public record Restarts(int count, int failures, Instant endedAt, String reason, Instant nextAttempt) {

    /** No restart so far. */
    public static final Restarts NONE = new Restarts(0, 0, Instant.EPOCH, "", Instant.EPOCH);

    /** A process that ran for longer than this is restarted without a back-off. */
    static final Duration STABLE = Duration.ofMinutes(10);

    private static final Duration INITIAL_DELAY = Duration.ofSeconds(1);

    /** The delay is at most 64 times the initial one: about a minute. */
    private static final int MAX_DOUBLINGS = 6;

    /**
     * The state after a further end. The delay of the restart doubles with each end after
     * a short run.
     * @param startedAt the start of the ended process
     * @param now the current time
     * @param cause how it ended
     */
    public Restarts ended(Instant startedAt, Instant now, String cause) {
        int streak = Duration.between(startedAt, now).compareTo(STABLE) > 0 ? 1 : this.failures + 1;
        Duration delay = INITIAL_DELAY.multipliedBy(1L << Math.min(streak - 1, MAX_DOUBLINGS));
        return new Restarts(this.count + 1, streak, now, cause, now.plus(delay));
    }

}
