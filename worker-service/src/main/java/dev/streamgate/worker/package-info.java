/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The durable job queue, the schedules and the plan of each video. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker;
