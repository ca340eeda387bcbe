/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Playback sessions: signed tokens in URLs, for players that cannot send headers. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.session;
