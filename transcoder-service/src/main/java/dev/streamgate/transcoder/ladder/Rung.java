/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

/**
 * A rung of one video's ladder.
 *
 * @param name its name
 * @param width pixels, even
 * @param height pixels, even
 * @param bitrate maximum bits per second
 */
public record Rung(String name, int width, int height, int bitrate) {
}
