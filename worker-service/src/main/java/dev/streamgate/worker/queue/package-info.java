/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The queue: jobs and tasks, their leases and state transitions. Owns the table
 * {@code jobs}.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.queue;
