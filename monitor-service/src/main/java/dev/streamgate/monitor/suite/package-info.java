/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The instances of the suite, and concurrent queries to them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.suite;
