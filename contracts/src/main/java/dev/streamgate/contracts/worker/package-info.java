/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The job queue: jobs, schedules, leases and demands. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.worker;
