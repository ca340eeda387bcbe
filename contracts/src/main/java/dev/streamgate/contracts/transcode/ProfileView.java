/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcode;

/**
 * A rung that may be made of a video.
 *
 * @param name its name
 * @param height pixels of the shorter side
 * @param bitrate most bits a second
 */
public record ProfileView(String name, int height, int bitrate) {
}
