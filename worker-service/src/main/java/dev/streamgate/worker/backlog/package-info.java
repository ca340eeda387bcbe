/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Gauges of what waits: jobs, contents to deliver, callers. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.backlog;
