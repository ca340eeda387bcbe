/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.Comparator;
import java.util.List;

import dev.streamgate.media.ffmpeg.Probe.Ratio;
import dev.streamgate.media.ffmpeg.Probe.Video;

/** Selects the constant frame rate of encoded video. */
final class FrameRates {

    private static final double MAX_RATE = 60;

    /** Share of frames that a constant rate may lose. */
    private static final double MAX_LOSS = 0.01;

    /** Frames by which rounding errors may shift a frame. */
    private static final double HALFWAY = 0.01;

    /** Rates of containers with coarse clocks are rounded to one of these. */
    private static final List<Ratio> STANDARD_RATES = List.of(new Ratio(10, 1), new Ratio(12, 1), new Ratio(15, 1),
            new Ratio(24_000, 1001), new Ratio(24, 1), new Ratio(25, 1), new Ratio(30_000, 1001), new Ratio(30, 1),
            new Ratio(48, 1), new Ratio(50, 1), new Ratio(60_000, 1001), new Ratio(60, 1));

    /** Below this numerator, a frame lasts a thousand times as many ticks. */
    private static final int FINE_NUMERATOR = 1000;

    private FrameRates() {
    }

    /**
     * The source's rate if it is at most 60; half of it, rounded to a standard rate, if
     * it is about twice that; else the standard rate nearest to the average. If the times
     * jitter, the lowest standard rate from there on at which at most one frame in a
     * hundred shares its place with another one.
     * @param video the stream
     * @param times presentation times of its frames in ascending order, in seconds
     */
    static Ratio of(Video video, double[] times) {
        double average = average(video, times);
        Ratio rate = of(video.rawRate(), average);
        if (average > MAX_RATE + 0.1 || lost(times, rate.value()) <= times.length * MAX_LOSS) {
            return rate;
        }
        return STANDARD_RATES.stream()
            .filter((standard) -> standard.value() > rate.value())
            .filter((standard) -> lost(times, standard.value()) <= times.length * MAX_LOSS)
            .findFirst()
            .orElse(STANDARD_RATES.getLast());
    }

    private static double average(Video video, double[] times) {
        double span = (times.length > 1) ? times[times.length - 1] - times[0] : 0;
        return (span > 0) ? (times.length - 1) / span : video.averageRate().value();
    }

    /** Number of frames that share their place with another one at a constant rate. */
    private static int lost(double[] times, double rate) {
        int lost = 0;
        for (int i = 1; i < times.length; i++) {
            if (place(times, i, rate) == place(times, i - 1, rate)) {
                lost++;
            }
        }
        return lost;
    }

    /** Frames halfway between two places all go to the later one. */
    private static long place(double[] times, int frame, double rate) {
        return Math.round((times[frame] - times[0]) * rate + HALFWAY);
    }

    private static Ratio of(Ratio rawRate, double average) {
        double raw = rawRate.value();
        if (raw >= 1 && raw <= MAX_RATE + 0.1 && rawRate.denominator() <= 1001) {
            return rawRate;
        }
        if (raw > MAX_RATE && average > MAX_RATE * 0.9 && raw < MAX_RATE * 2.1) {
            return nearestStandard(raw / 2);
        }
        return nearestStandard((average > 0) ? average : 30);
    }

    private static Ratio nearestStandard(double rate) {
        return STANDARD_RATES.stream()
            .min(Comparator.comparingDouble((Ratio standard) -> Math.abs(Math.log(standard.value() / rate))))
            .orElseThrow();
    }

    /** Ticks per second, such that a frame lasts a whole number of ticks. */
    static int timescale(Ratio rate) {
        return rate.numerator() * ((rate.numerator() < FINE_NUMERATOR) ? 1000 : 1);
    }

    /** Duration of a frame in ticks. */
    static long frameDuration(Ratio rate) {
        return (long) timescale(rate) / rate.numerator() * rate.denominator();
    }

}
