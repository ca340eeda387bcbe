/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import org.jspecify.annotations.Nullable;

import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.mp4.Mp4Index;

/**
 * The file that all tasks of a presentation read.
 *
 * @param key its blob key
 * @param probe its streams
 * @param index its sample tables; {@code null} if it is no supported MP4
 * @param remux how its video is repackaged; {@code null} if it must be encoded, and
 * without video
 */
record PreparedSource(String key, Probe probe, @Nullable Mp4Index index, @Nullable RemuxPlan remux) {
}
