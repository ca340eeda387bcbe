/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The database, which may be away for a while. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.database;
