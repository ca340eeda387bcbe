/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** How values of Java stand in columns. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.sql;
