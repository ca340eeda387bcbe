/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What became of the instances' health, kept in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.history;
