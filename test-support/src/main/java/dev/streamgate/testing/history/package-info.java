/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Generated histories of state machines, checked against models. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.history;
