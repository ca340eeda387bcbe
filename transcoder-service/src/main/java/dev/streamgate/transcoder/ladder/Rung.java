/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

import dev.streamgate.contracts.media.VideoCodec;

/**
 * A rung of one video's ladder.
 *
 * @param name its name
 * @param width pixels, even
 * @param height pixels, even
 * @param bitrate maximum bits per second
 * @param codec its codec
 */
public record Rung(String name, int width, int height, int bitrate, VideoCodec codec) {

    /**
     * The RFC 6381 codecs string with the lowest level for this rung.
     * @param peak peak bits per second
     */
    public String codecs(double framesPerSecond, int peak) {
        return switch (this.codec) {
            case H264 -> AvcLevel.of(this.width, this.height, framesPerSecond, peak).codecs();
            case HEVC -> HevcLevel.of(this.width, this.height, framesPerSecond, peak).codecs();
            case AV1 -> Av1Level.of(this.width, this.height, framesPerSecond, peak).codecs();
        };
    }

}
