/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Report that a task succeeded.
 *
 * @param fencingToken the lease's token
 * @param result the task's result; for a plan task {@code {"presentation": Presentation}}
 */
public record Completion(long fencingToken, @Nullable Map<String, Object> result) {
}
