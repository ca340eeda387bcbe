/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Schedules that submit jobs. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.schedule;
