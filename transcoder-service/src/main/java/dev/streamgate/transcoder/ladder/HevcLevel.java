/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

/**
 * HEVC levels of Main tier: the rows of tables A.8 and A.9 of the specification (ITU-T
 * H.265).
 */
enum HevcLevel {

    L1(30, 36_864, 552_960, 128), L2(60, 122_880, 3_686_400, 1_500), L2_1(63, 245_760, 7_372_800, 3_000),
    L3(90, 552_960, 16_588_800, 6_000), L3_1(93, 983_040, 33_177_600, 10_000), L4(120, 2_228_224, 66_846_720, 12_000),
    L4_1(123, 2_228_224, 133_693_440, 20_000), L5(150, 8_912_896, 267_386_880, 25_000),
    L5_1(153, 8_912_896, 534_773_760, 40_000), L5_2(156, 8_912_896, 1_069_547_520, 60_000),
    L6(180, 35_651_584, 1_069_547_520, 60_000), L6_1(183, 35_651_584, 2_139_095_040L, 120_000),
    L6_2(186, 35_651_584, 4_278_190_080L, 240_000);

    private final int number;

    private final int pixelsPerFrame;

    private final long pixelsPerSecond;

    private final int kilobits;

    HevcLevel(int number, int pixelsPerFrame, long pixelsPerSecond, int kilobits) {
        this.number = number;
        this.pixelsPerFrame = pixelsPerFrame;
        this.pixelsPerSecond = pixelsPerSecond;
        this.kilobits = kilobits;
    }

    /** The lowest level for a picture size, frame rate and peak bit rate. */
    static HevcLevel of(int width, int height, double framesPerSecond, int bitrate) {
        long pixels = (long) width * height;
        double maxSide = Math.max(width, height);
        for (HevcLevel level : values()) {
            if (pixels <= level.pixelsPerFrame && maxSide * maxSide <= 8.0 * level.pixelsPerFrame
                    && pixels * framesPerSecond <= level.pixelsPerSecond && bitrate <= level.kilobits * 1000L) {
                return level;
            }
        }
        return L6_2;
    }

    /**
     * RFC 6381 codecs string of progressive frames in Main profile at this level, as x265
     * writes its constraint flags.
     */
    String codecs() {
        return "hvc1.1.6.L" + this.number + ".90";
    }

}
