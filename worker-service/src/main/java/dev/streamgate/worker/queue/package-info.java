/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Jobs, their leases, and how they move from one state to another. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.queue;
