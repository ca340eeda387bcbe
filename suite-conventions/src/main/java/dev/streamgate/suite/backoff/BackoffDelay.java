/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.backoff;

import java.time.Duration;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Exponential back-off for work whose failures are counted outside of this process, in a
 * row of a queue or an outbox. The delay doubles with each failure up to a maximum. Work
 * that is retried within one call uses Spring's {@code RetryTemplate} instead.
 * <p>
 * Jitter spreads work that failed together. It is drawn from a seed, so that the same
 * failure of the same row always has the same delay. Immutable.
 *
 * @param initial delay after the first failure, at least 1 ms
 * @param max longest delay, at least {@code initial}
 * @param jitter share of the delay that jitter takes away at most, 0 to 1
 * @see <a href=
 * "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">Timeouts,
 * retries and back-off with jitter</a>
 */
public record BackoffDelay(Duration initial, Duration max, double jitter) {

    private static final double MULTIPLIER = 2;

    /** Checks the ranges. */
    public BackoffDelay {
        if (initial.toMillis() < 1 || max.compareTo(initial) < 0 || jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException("Needs 1 ms <= initial <= max and 0 <= jitter <= 1, got %s, %s, %s"
                .formatted(initial, max, jitter));
        }
    }

    /** A back-off without jitter. */
    public static BackoffDelay of(Duration initial, Duration max) {
        return new BackoffDelay(initial, max, 0);
    }

    /**
     * The delay before the next attempt, without jitter.
     * @param failures consecutive failures, at least 1
     */
    public Duration after(int failures) {
        ExponentialBackOff backOff = new ExponentialBackOff(this.initial.toMillis(), MULTIPLIER);
        backOff.setMaxInterval(this.max.toMillis());
        BackOffExecution execution = backOff.start();
        long delay = execution.nextBackOff();
        for (int failure = 1; failure < failures && delay < this.max.toMillis(); failure++) {
            delay = execution.nextBackOff();
        }
        return Duration.ofMillis(delay);
    }

    /**
     * The delay before the next attempt.
     * @param failures consecutive failures, at least 1
     * @param seed identifies the work, for instance a job's id
     */
    public Duration after(int failures, String seed) {
        double share = 1 - this.jitter * uniform(seed, failures);
        return Duration.ofMillis(Math.round(after(failures).toMillis() * share));
    }

    /** In [0, 1): the upper bits of a multiplicative hash (Knuth, TAOCP 3, 6.4). */
    private static double uniform(String seed, int failures) {
        long mixed = (seed.hashCode() * 31L + failures) * 0x9E3779B97F4A7C15L;
        return (mixed >>> 11) * 0x1.0p-53;
    }

}
