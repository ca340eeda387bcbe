/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Who may watch. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.gate;
