/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Audit events and log lines of all instances, merged into one list each. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.journal;
