/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What one user may use, and how much of it is used. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.quota;
