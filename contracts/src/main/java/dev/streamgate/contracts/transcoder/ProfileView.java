/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcoder;

/**
 * An encoding profile: one rung of the ladder.
 *
 * @param name for instance {@code 720p}
 * @param height pixels of the shorter side
 * @param bitrate maximum bits per second
 */
public record ProfileView(String name, int height, int bitrate) {
}
