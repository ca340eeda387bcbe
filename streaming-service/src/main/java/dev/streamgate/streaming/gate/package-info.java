/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Authorization of viewers: visibility and access rules of contents. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.gate;
