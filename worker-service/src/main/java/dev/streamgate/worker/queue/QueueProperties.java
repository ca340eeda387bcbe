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

/**
 * How the queue works.
 *
 * @param lease How long a runner may stay silent before its work is given to another.
 * @param maxAttempts How many attempts in a row may fail, without progress between them,
 * before a job is a dead letter.
 * @param backOff The wait after the first failed attempt; it doubles with each further
 * one.
 * @param maxBackOff The longest wait between two attempts.
 * @param jitter By which part a wait is shortened at most, so that jobs which failed
 * together do not come back together.
 * @param maxWaiters How many callers may wait for work or for a segment at once; more are
 * sent away with 503.
 * @param poll How long a waiting caller relies on being woken before it looks itself.
 * @param round How often expired leases are looked for.
 * @param retention How long jobs are kept after their end.
 * @param retentionRound How often older ones are deleted.
 * @param countRound How often the queue is counted for the gauges.
 */
@Validated
@ConfigurationProperties("streamgate.worker.queue")
public record QueueProperties(@DefaultValue("15s") Duration lease, @DefaultValue("5") @Min(1) @Max(100) int maxAttempts,
        @DefaultValue("2s") Duration backOff, @DefaultValue("5m") Duration maxBackOff,
        @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1") double jitter,
        @DefaultValue("1024") @Positive int maxWaiters, @DefaultValue("1s") Duration poll,
        @DefaultValue("1s") Duration round, @DefaultValue("14d") Duration retention,
        @DefaultValue("10m") Duration retentionRound, @DefaultValue("10s") Duration countRound) {
}
