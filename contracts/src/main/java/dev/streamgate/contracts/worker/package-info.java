/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The API of worker-service: jobs, schedules, leases, transcodes, on-demand segments. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.worker;
