/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Media files: on-demand encoding, conditional and range requests. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.segment;
