/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** History of the instances' health in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.history;
