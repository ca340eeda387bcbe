/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import org.jspecify.annotations.Nullable;

import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.mp4.Mp4Index;

/**
 * The file that all tasks of a presentation read, and what is known of it.
 *
 * @param key its blob key
 * @param probe what ffprobe says
 * @param index its sample tables; {@code null} where they cannot be used
 * @param remux the video as it is; {@code null} when it must be encoded, or there is none
 */
record PreparedSource(String key, Probe probe, @Nullable Mp4Index index, @Nullable RemuxPlan remux) {
}
