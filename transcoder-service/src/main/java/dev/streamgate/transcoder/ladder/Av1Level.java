/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

/**
 * AV1 levels of Main tier: the rows of the table in annex A.3 of the specification.
 */
enum Av1Level {

    L2_0(0, 147_456, 2_048, 1_152, 4_423_680, 1_500), L2_1(1, 278_784, 2_816, 1_584, 8_363_520, 3_000),
    L3_0(4, 665_856, 4_352, 2_448, 19_975_680, 6_000), L3_1(5, 1_065_024, 5_504, 3_096, 31_950_720, 10_000),
    L4_0(8, 2_359_296, 6_144, 3_456, 70_778_880, 12_000), L4_1(9, 2_359_296, 6_144, 3_456, 141_557_760, 20_000),
    L5_0(12, 8_912_896, 8_192, 4_352, 267_386_880, 30_000), L5_1(13, 8_912_896, 8_192, 4_352, 534_773_760, 40_000),
    L5_2(14, 8_912_896, 8_192, 4_352, 1_069_547_520, 60_000),
    L6_0(16, 35_651_584, 16_384, 8_704, 1_069_547_520, 60_000),
    L6_1(17, 35_651_584, 16_384, 8_704, 2_139_095_040L, 100_000),
    L6_2(18, 35_651_584, 16_384, 8_704, 4_278_190_080L, 160_000);

    private final int number;

    private final int pixelsPerFrame;

    private final int maxWidth;

    private final int maxHeight;

    private final long pixelsPerSecond;

    private final int kilobits;

    Av1Level(int number, int pixelsPerFrame, int maxWidth, int maxHeight, long pixelsPerSecond, int kilobits) {
        this.number = number;
        this.pixelsPerFrame = pixelsPerFrame;
        this.maxWidth = maxWidth;
        this.maxHeight = maxHeight;
        this.pixelsPerSecond = pixelsPerSecond;
        this.kilobits = kilobits;
    }

    /** The lowest level for a picture size, frame rate and peak bit rate. */
    static Av1Level of(int width, int height, double framesPerSecond, int bitrate) {
        long pixels = (long) width * height;
        for (Av1Level level : values()) {
            if (pixels <= level.pixelsPerFrame && width <= level.maxWidth && height <= level.maxHeight
                    && pixels * framesPerSecond <= level.pixelsPerSecond && bitrate <= level.kilobits * 1000L) {
                return level;
            }
        }
        return L6_2;
    }

    /** RFC 6381 codecs string of 8 bit in Main profile at this level. */
    String codecs() {
        return "av01.0.%02dM.08".formatted(this.number);
    }

}
