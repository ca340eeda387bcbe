/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

/**
 * H.264 levels of High profile: the rows of table A-1 of the specification from 3.0 on
 * that differ for one reference frame.
 */
enum AvcLevel {

    L3_0(30, 40_500, 1_620, 12_500), L3_1(31, 108_000, 3_600, 17_500), L3_2(32, 216_000, 5_120, 25_000),
    L4_0(40, 245_760, 8_192, 25_000), L4_1(41, 245_760, 8_192, 62_500), L4_2(42, 522_240, 8_704, 62_500),
    L5_0(50, 589_824, 22_080, 168_750), L5_1(51, 983_040, 36_864, 300_000), L5_2(52, 2_073_600, 36_864, 300_000),
    L6_2(62, 16_711_680, 139_264, 1_000_000);

    private final int number;

    private final int blocksPerSecond;

    private final int blocksPerFrame;

    private final int kilobits;

    AvcLevel(int number, int blocksPerSecond, int blocksPerFrame, int kilobits) {
        this.number = number;
        this.blocksPerSecond = blocksPerSecond;
        this.blocksPerFrame = blocksPerFrame;
        this.kilobits = kilobits;
    }

    /** The lowest level for a picture size, frame rate and peak bit rate. */
    static AvcLevel of(int width, int height, double framesPerSecond, int bitrate) {
        int blocks = Math.ceilDiv(width, 16) * Math.ceilDiv(height, 16);
        for (AvcLevel level : values()) {
            if (blocks <= level.blocksPerFrame && blocks * framesPerSecond <= level.blocksPerSecond
                    && bitrate <= level.kilobits * 1000L) {
                return level;
            }
        }
        return L6_2;
    }

    /** RFC 6381 codecs string of High profile at this level. */
    String codecs() {
        return "avc1.6400%02x".formatted(this.number);
    }

}
