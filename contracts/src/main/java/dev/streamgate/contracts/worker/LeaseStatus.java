/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The queue's answer to a heartbeat.
 *
 * @param cancelled whether the runner must stop and clean up; the lease is over
 * @param toSegment for tasks that publish segments: the end (exclusive) of the task,
 * which may have come nearer since the lease was given, because a viewer needs a later
 * part sooner; the runner stops there. {@code null} for other tasks
 * @param expiresAt when the lease ends unless another heartbeat comes before
 */
public record LeaseStatus(boolean cancelled, @Nullable Integer toSegment, Instant expiresAt) {
}
