/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Reply to a heartbeat.
 *
 * @param cancelled whether the task was cancelled: the lease has ended, the runner stops
 * and cleans up
 * @param toSegment for tasks that publish segments: the current end (exclusive) of the
 * task, at which the runner stops. It decreases when a later segment is moved into a task
 * of its own because a viewer waits for it. {@code null} for other tasks
 * @param expiresAt when the lease expires without another heartbeat, by the queue's clock
 * @param ttlMillis time until then from the moment in which the heartbeat was received: a
 * runner counts it from the moment in which it sent the heartbeat, by a monotonic clock.
 * {@code null} from a queue of an earlier version
 */
public record LeaseStatus(boolean cancelled, @Nullable Integer toSegment, Instant expiresAt, @Nullable Long ttlMillis) {
}
