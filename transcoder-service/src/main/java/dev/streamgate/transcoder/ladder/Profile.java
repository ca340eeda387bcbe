/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.streamgate.contracts.media.VideoCodec;

/**
 * An encoding profile.
 *
 * @param name Its name, such as 720p or 720p-hevc.
 * @param height Pixels of the picture's shorter side; even.
 * @param bitrate Maximum bits per second, averaged over some seconds.
 * @param codec The codec: h264, hevc or av1.
 */
public record Profile(@Pattern(regexp = "[a-z0-9]{1,16}(-[a-z0-9]{1,8})?") String name, @Min(64) @Max(4320) int height,
        @Min(50_000) @Max(200_000_000) int bitrate, @DefaultValue("h264") VideoCodec codec) {

    /** The profile of another codec that looks like this one of H.264. */
    Profile in(VideoCodec other) {
        double share = switch (other) {
            case H264 -> 1;
            case HEVC -> 0.6;
            case AV1 -> 0.5;
        };
        return new Profile(this.name + suffix(other), this.height, Math.max(50_000, (int) (this.bitrate * share)),
                other);
    }

    /** What follows the height in the name of a rung. */
    static String suffix(VideoCodec codec) {
        return (codec == VideoCodec.H264) ? "" : "-" + codec.id();
    }

}
