/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeat of a leased task.
 *
 * @param fencingToken the lease's token
 * @param progress progress of the task, 0 to 1
 * @param nextSegment for tasks that publish segments: all segments of the task below this
 * number are published, in all of its renditions; {@code null} for other tasks
 */
public record Heartbeat(long fencingToken, @DecimalMin("0") @DecimalMax("1") double progress,
        @Nullable Integer nextSegment) {
}
