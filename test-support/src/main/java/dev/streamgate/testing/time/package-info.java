/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Time that tests move. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.time;
