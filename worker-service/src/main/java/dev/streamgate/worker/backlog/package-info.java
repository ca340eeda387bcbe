/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** How much waits in the queue, as gauges. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.backlog;
