/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Duration;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.streamgate.suite.backoff.BackoffDelay;

/**
 * The queue.
 *
 * @param lease Time without a heartbeat after which a lease expires.
 * @param firstLease Time without a first heartbeat after which a lease is taken back,
 * which does not count as a failed attempt; runners send it at once.
 * @param maxAttempts Number of consecutive failed attempts, without progress between
 * them, after which a job is a dead letter.
 * @param backOff Delay after the first failed attempt; doubles with each further one.
 * @param maxBackOff Longest delay between two attempts.
 * @param jitter Share of a delay that jitter takes away at most, so that jobs that failed
 * together are not retried together.
 * @param maxWaiting Number of callers that may wait for a task or a segment at once;
 * further callers get 503.
 * @param pollInterval Interval at which a waiting caller polls in addition to
 * notifications.
 * @param checkInterval Interval of the checks for expired leases and due schedules.
 * @param retention How long jobs are kept after their end.
 * @param cleanupInterval Interval at which older jobs are deleted.
 * @param countInterval Interval at which jobs are counted for the gauges.
 */
@Validated
@ConfigurationProperties("streamgate.worker.queue")
public record QueueProperties(@DefaultValue("15s") Duration lease, @DefaultValue("3s") Duration firstLease,
        @DefaultValue("5") @Min(1) @Max(100) int maxAttempts, @DefaultValue("2s") Duration backOff,
        @DefaultValue("5m") Duration maxBackOff, @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1") double jitter,
        @DefaultValue("1024") @Positive int maxWaiting, @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("1s") Duration checkInterval, @DefaultValue("14d") Duration retention,
        @DefaultValue("10m") Duration cleanupInterval, @DefaultValue("10s") Duration countInterval) {

    /** Delay between two attempts; its jitter is seeded by the job's id. */
    BackoffDelay retryDelay() {
        return new BackoffDelay(this.backOff, this.maxBackOff, this.jitter);
    }

}
