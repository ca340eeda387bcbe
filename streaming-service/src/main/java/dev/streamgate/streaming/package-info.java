/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Serves playlists, segments and images to authorized viewers. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming;
