/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The schema of a database that may be unavailable. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.database;
