/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** HLS playlists, DASH manifests and the storyboard's index. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.playlist;
