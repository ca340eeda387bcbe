/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.streaming;

import java.time.Instant;

/**
 * A playback session: URLs that any player can open, for one viewer and one content.
 *
 * @param sessionId the session's id, for support and logs
 * @param hls path and query of the HLS master playlist
 * @param dash path and query of the DASH manifest
 * @param expiresAt when the URLs expire
 */
public record PlaybackSessionView(String sessionId, String hls, String dash, Instant expiresAt) {
}
