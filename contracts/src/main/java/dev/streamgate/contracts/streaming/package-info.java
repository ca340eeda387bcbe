/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Playback sessions and stream descriptions of streaming-service. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.streaming;
