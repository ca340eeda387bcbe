/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Threads of scheduled methods. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.scheduling;
