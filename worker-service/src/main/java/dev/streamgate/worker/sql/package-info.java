/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Mapping between Java values and SQL. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.sql;
