/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The job queue, the schedules and the media packages. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker;
