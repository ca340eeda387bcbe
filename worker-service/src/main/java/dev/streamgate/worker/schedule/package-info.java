/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Jobs that come again by the calendar. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.schedule;
