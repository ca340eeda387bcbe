/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseStatus;

/**
 * The end of a lease, by the runner's monotonic clock: earlier than its end at the queue,
 * whatever the wall clocks of both machines show. Thread-safe.
 */
final class LeaseDeadline {

    private final Clock clock;

    private final LongSupplier nanoTime;

    /** Duration of the lease, nanoseconds. */
    private long ttl;

    private long deadline;

    LeaseDeadline(Lease lease, Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.ttl = ttl(lease.ttlMillis(), lease.expiresAt());
        this.deadline = now() + this.ttl;
    }

    long now() {
        return this.nanoTime.getAsLong();
    }

    /**
     * Extends the lease.
     * @param sent when the heartbeat was sent, as {@link #now}: the queue has received it
     * later
     */
    synchronized void extend(LeaseStatus status, long sent) {
        this.ttl = ttl(status.ttlMillis(), status.expiresAt());
        this.deadline = sent + this.ttl;
    }

    boolean isExpired() {
        return remaining() <= 0;
    }

    /** Nanoseconds until the end. */
    synchronized long remaining() {
        return this.deadline - now();
    }

    /** How long to wait for a response, so that two more attempts fit into the lease. */
    synchronized long timeout() {
        return this.ttl / 3;
    }

    private long ttl(@Nullable Long millis, Instant expiresAt) {
        return (millis != null) ? TimeUnit.MILLISECONDS.toNanos(millis)
                : Math.max(0, Duration.between(this.clock.instant(), expiresAt).toNanos());
    }

}
