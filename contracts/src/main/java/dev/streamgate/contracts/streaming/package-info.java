/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Playback sessions. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.streaming;
