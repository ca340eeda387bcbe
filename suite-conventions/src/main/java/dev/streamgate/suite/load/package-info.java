/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Loads that are shared by concurrent callers. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.load;
