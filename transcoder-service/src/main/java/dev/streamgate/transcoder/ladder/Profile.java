/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

/**
 * An encoding profile.
 *
 * @param name Its name, such as 720p.
 * @param height Pixels of the picture's shorter side; even.
 * @param bitrate Maximum bits per second, averaged over some seconds.
 */
public record Profile(@Pattern(regexp = "[a-z0-9]{1,16}") String name, @Min(64) @Max(4320) int height,
        @Min(50_000) @Max(200_000_000) int bitrate) {
}
