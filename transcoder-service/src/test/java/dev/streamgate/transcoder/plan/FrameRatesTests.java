/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.Probe.Ratio;

import static org.assertj.core.api.Assertions.assertThat;

class FrameRatesTests {

    private static final Ratio UNKNOWN = new Ratio(0, 1);

    @ParameterizedTest
    @CsvSource({ "25, 1", "30, 1", "30000, 1001", "24000, 1001", "60, 1", "12, 1", "50, 1" })
    void aConstantRateIsKeptWhateverTheClock(int numerator, int denominator) {
        Ratio rate = new Ratio(numerator, denominator);
        double[] times = times(500, (i) -> Math.round(i * 1000 / rate.value()) / 1000.0);
        assertThat(FrameRates.of(video(rate), times)).isEqualTo(rate);
        assertThat(FrameRates.of(video(UNKNOWN), times).value()).isBetween(rate.value() * 0.99, rate.value() * 1.01);
    }

    @Test
    void jitteringFramesAreKept() {
        Random random = new Random(1);
        double[] times = times(600, (i) -> i / 30.0 + random.nextDouble() * 0.02);
        Ratio rate = FrameRates.of(video(new Ratio(30, 1)), times);
        assertThat(framesAt(rate, times)).isGreaterThanOrEqualTo(594);
    }

    @Test
    void framesHalfwayBetweenTwoPlacesAreNotLost() {
        // An edit list shows half of the first frame.
        double[] times = times(500, (i) -> Math.max(0, i * 0.04 - 0.02));
        assertThat(FrameRates.of(video(new Ratio(25, 1)), times)).isEqualTo(new Ratio(25, 1));
    }

    @Test
    void burstsOfAScreenRecordingAreKept() {
        // A second of 60 frames, then a second of 5.
        double[] times = times(650, (i) -> i / 65 * 2 + ((i % 65 < 60) ? i % 65 / 60.0 : 1 + (i % 65 - 60) / 5.0));
        assertThat(FrameRates.of(video(UNKNOWN), times).value()).isBetween(59.9, 60.0);
    }

    @Test
    void highRatesAreHalvedAndSlowOnesFilled() {
        assertThat(FrameRates.of(video(new Ratio(120, 1)), times(600, (i) -> i / 120.0))).isEqualTo(new Ratio(60, 1));
        assertThat(FrameRates.of(video(new Ratio(1, 5)), times(20, (i) -> i * 5.0))).isEqualTo(new Ratio(10, 1));
        assertThat(FrameRates.of(video(new Ratio(25, 1)), new double[] { 0 })).isEqualTo(new Ratio(25, 1));
    }

    private static long framesAt(Ratio rate, double[] times) {
        return Arrays.stream(times)
            .mapToLong((time) -> Math.round((time - times[0]) * rate.value()))
            .distinct()
            .count();
    }

    private static double[] times(int count, IntToDoubleFunction time) {
        return IntStream.range(0, count).mapToDouble(time).sorted().toArray();
    }

    private static Probe.Video video(Ratio rate) {
        return new Probe.Video(0, "vp9", "", "yuv420p", 320, 180, new Ratio(1, 1), 0, false, rate, rate, "", 8,
                new Probe.Colour("", "", "", false, 0), 0, 0);
    }

}
