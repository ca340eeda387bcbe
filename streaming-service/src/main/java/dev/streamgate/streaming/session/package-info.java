/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Playback sessions: short tokens that make URLs play as they are. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.session;
