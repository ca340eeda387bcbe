/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.Comparator;
import java.util.List;

import dev.streamgate.media.ffmpeg.Probe.Ratio;
import dev.streamgate.media.ffmpeg.Probe.Video;

/** The constant rate that a video is encoded at. */
final class FrameRates {

    private static final double MAX = 60;

    /** Rates of containers with coarse clocks are rounded to one of these. */
    private static final List<Ratio> USUAL = List.of(new Ratio(10, 1), new Ratio(12, 1), new Ratio(15, 1),
            new Ratio(24_000, 1001), new Ratio(24, 1), new Ratio(25, 1), new Ratio(30_000, 1001), new Ratio(30, 1),
            new Ratio(48, 1), new Ratio(50, 1), new Ratio(60_000, 1001), new Ratio(60, 1));

    /** A rate that is a small whole number is counted in thousandths of a frame. */
    private static final int COARSE = 1000;

    private FrameRates() {
    }

    /**
     * The source's own rate where it has one of at most 60; half of it, or the nearest
     * usual one, where the rate is higher or is only the container's clock.
     */
    static Ratio of(Video video) {
        double raw = video.rawRate().value();
        double average = video.averageRate().value();
        if (raw >= 1 && raw <= MAX + 0.1 && video.rawRate().denominator() <= 1001) {
            return video.rawRate();
        }
        if (raw > MAX && average > MAX * 0.9 && raw < MAX * 2.1) {
            return usual(raw / 2);
        }
        return usual((average > 0) ? average : 30);
    }

    private static Ratio usual(double rate) {
        return USUAL.stream()
            .min(Comparator.comparingDouble((Ratio usual) -> Math.abs(Math.log(usual.value() / rate))))
            .orElseThrow();
    }

    /** Ticks a second so that a frame lasts a whole number of them. */
    static int timescale(Ratio rate) {
        return rate.numerator() * ((rate.numerator() < COARSE) ? 1000 : 1);
    }

    /** Ticks of a frame. */
    static long frameDuration(Ratio rate) {
        return (long) timescale(rate) / rate.numerator() * rate.denominator();
    }

}
