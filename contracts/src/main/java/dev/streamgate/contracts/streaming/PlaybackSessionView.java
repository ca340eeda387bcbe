/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.streaming;

import java.time.Instant;

/**
 * A playback session: addresses that play as they are, in any player, for one viewer.
 *
 * @param sessionId its id, for support and logs
 * @param hls path and query of the HLS master playlist
 * @param dash path and query of the DASH manifest
 * @param expiresAt when the addresses stop to play
 */
public record PlaybackSessionView(String sessionId, String hls, String dash, Instant expiresAt) {
}
