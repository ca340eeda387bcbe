/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcoder;

import dev.streamgate.contracts.media.VideoCodec;

/**
 * An encoding profile: one rung of the ladder.
 *
 * @param name for instance {@code 720p} or {@code 720p-av1}
 * @param height pixels of the shorter side
 * @param bitrate maximum bits per second
 * @param codec its codec
 */
public record ProfileView(String name, int height, int bitrate, VideoCodec codec) {
}
