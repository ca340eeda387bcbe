/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.clips;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.streamgate.media.ffmpeg.FfmpegRun;

/**
 * Clips that carry their own time: each frame shows its number as twelve bars, white for
 * 1, and a beep of 1 kHz sounds for 80 ms from each half second on. The same is read back
 * from any file.
 */
public final class NumberedClip {

    private static final int BITS = 12;

    private static final int BAR = 16;

    private static final int SAMPLE_RATE = 48_000;

    private static final double LOUD = 0.1;

    /** Seconds of silence between two beeps. */
    private static final double PAUSE = 0.2;

    private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

    private NumberedClip() {
    }

    /** A lavfi source of numbered frames. */
    public static String video(String rate, double seconds) {
        StringBuilder graph = new StringBuilder(
                String.format(Locale.ROOT, "color=c=0x202020:s=%dx108:r=%s:d=%.3f", BITS * BAR, rate, seconds));
        for (int bit = 0; bit < BITS; bit++) {
            graph.append(",drawbox=x=%d:y=0:w=%d:h=108:c=white:t=fill:enable='mod(floor(n/%d)\\,2)'"
                .formatted(BAR * bit, BAR, 1 << bit));
        }
        return graph.append(",format=yuv420p").toString();
    }

    /** A lavfi source of beeps. */
    public static String audio(double seconds) {
        return String.format(Locale.ROOT,
                "aevalsrc='0.6*sin(2*PI*1000*t)*between(mod(t\\,1)\\,0.5\\,0.58)':s=%d:d=%.3f", SAMPLE_RATE, seconds);
    }

    /** Reads the number of each frame in presentation order. */
    public static List<Integer> frames(Path file) throws IOException, InterruptedException {
        byte[] bars = output("-i", file.toString(), "-map", "0:v:0", "-fps_mode", "passthrough", "-vf",
                "scale=" + BITS + ":1:flags=area,format=gray", "-f", "rawvideo", "pipe:1");
        List<Integer> numbers = new ArrayList<>();
        for (int frame = 0; frame + BITS <= bars.length; frame += BITS) {
            int number = 0;
            for (int bit = 0; bit < BITS; bit++) {
                number |= ((bars[frame + bit] & 0xff) > 0x80) ? 1 << bit : 0;
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** Reads the seconds at which beeps start. */
    public static List<Double> beeps(Path file) throws IOException, InterruptedException {
        ShortBuffer samples = samples(file);
        List<Double> beeps = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < samples.capacity(); i++) {
            if (Math.abs(samples.get(i)) > LOUD * Short.MAX_VALUE) {
                double time = (double) i / SAMPLE_RATE;
                if (time - last > PAUSE) {
                    beeps.add(time);
                }
                last = time;
            }
        }
        return beeps;
    }

    /** Reads the seconds of sound in a file. */
    public static double soundDuration(Path file) throws IOException, InterruptedException {
        return (double) samples(file).capacity() / SAMPLE_RATE;
    }

    private static ShortBuffer samples(Path file) throws IOException, InterruptedException {
        byte[] bytes = output("-i", file.toString(), "-map", "0:a:0", "-af",
                "aresample=" + SAMPLE_RATE + ":async=1:first_pts=0", "-ac", "1", "-f", "s16le", "pipe:1");
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    }

    private static byte[] output(String... arguments) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FfmpegRun run = Clips.ffmpeg().start(List.of(arguments), true, TIME_LIMIT);
                InputStream output = run.output()) {
            output.transferTo(bytes);
            run.await();
        }
        return bytes.toByteArray();
    }

}
