/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The tasks of a media package: partitioning, progress, completion. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.tasks;
