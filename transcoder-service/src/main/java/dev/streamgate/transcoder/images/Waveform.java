/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.images;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;

/**
 * The peaks of sound over time, and pictures of them. Peaks are computed while the sound
 * is read, in memory that does not depend on its length. Not thread-safe.
 */
final class Waveform {

    /** Samples per second and channel. */
    static final int SAMPLE_RATE = 16_000;

    static final int CHANNELS = 2;

    private static final Color BACKGROUND = new Color(0x20, 0x20, 0x28);

    private static final Color WAVE = new Color(0x8a, 0xb4, 0xf8);

    private final int[] peaks;

    private Waveform(int[] peaks) {
        this.peaks = peaks;
    }

    /**
     * Reads sound.
     * @param samples interleaved samples of {@value #CHANNELS} channels, 16 bit, little
     * endian, at {@value #SAMPLE_RATE} Hz
     * @param columns number of peaks
     * @param duration seconds that the columns represent together
     */
    static Waveform read(InputStream samples, int columns, double duration) throws IOException {
        int[] peaks = new int[columns];
        double columnsPerSample = columns / (duration * SAMPLE_RATE * CHANNELS);
        byte[] buffer = new byte[64 * 1024];
        long sample = 0;
        int count;
        while ((count = samples.readNBytes(buffer, 0, buffer.length)) > 1) {
            for (int i = 0; i + 1 < count; i += 2, sample++) {
                int column = (int) (sample * columnsPerSample);
                if (column < columns) {
                    int value = Math.abs((short) (buffer[i] & 0xff | buffer[i + 1] << 8));
                    peaks[column] = Math.max(peaks[column], value);
                }
            }
        }
        return new Waveform(peaks);
    }

    /**
     * Draws all peaks.
     * @param width pixels of a row
     * @param height pixels of a row
     * @param rows number of rows, in which the wave goes on
     * @param columns pixels of all rows together; the last row may be shorter
     */
    BufferedImage draw(int width, int height, int rows, int columns) {
        BufferedImage image = new BufferedImage(width, height * rows, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(BACKGROUND);
        graphics.fillRect(0, 0, width, height * rows);
        graphics.setColor(WAVE);
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) column * this.peaks.length / columns);
            int to = (int) Math.max(from + 1L, (long) (column + 1) * this.peaks.length / columns);
            int peak = 0;
            for (int i = from; i < to; i++) {
                peak = Math.max(peak, this.peaks[i]);
            }
            int bar = Math.max(1, (height - 2) * peak / Short.MAX_VALUE);
            graphics.fillRect(column % width, column / width * height + (height - bar) / 2, 1, bar);
        }
        graphics.dispose();
        return image;
    }

}
