/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.images;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * How well a picture represents a video, from 0 to 1: the product of exposure, contrast,
 * detail and sharpness of its luma, each of which has a weight of at least
 * {@value #LEAST}. Black and white pictures lack exposure, fades contrast, cards with a
 * title detail, and blurred pictures sharpness.
 */
final class PictureScore {

    /** Pictures with this score are neither black, nor flat, nor blurred. */
    static final double ACCEPTABLE = 0.15;

    private static final double LEAST = 0.02;

    /** Mean luma of full range from which exposure decreases, and where it ends. */
    private static final double DARK = 50;

    private static final double BLACK = 10;

    private static final double BRIGHT = 205;

    private static final double WHITE = 245;

    /** Standard deviation of luma of a picture with full contrast. */
    private static final double FULL_CONTRAST = 45;

    /** Bits; the entropy of photographs is 6.5 to 7.5. */
    private static final double FULL_ENTROPY = 6.5;

    /**
     * Variance of the Laplacian, at 640 pixels a side, of a picture in focus; that of
     * blurred ones is below a tenth of it.
     */
    private static final double FULL_SHARPNESS = 400;

    private PictureScore() {
    }

    /** Scores a picture of at least 3×3 pixels. */
    static double of(BufferedImage picture) {
        int[][] luma = luma(picture);
        int[] histogram = new int[256];
        double sum = 0;
        double squares = 0;
        for (int[] row : luma) {
            for (int value : row) {
                histogram[value]++;
                sum += value;
                squares += (double) value * value;
            }
        }
        double count = (double) luma.length * luma[0].length;
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        double exposure = Math.min((mean - BLACK) / (DARK - BLACK), (WHITE - mean) / (WHITE - BRIGHT));
        double detail = entropy(histogram, count) / FULL_ENTROPY;
        return factor(exposure) * factor(deviation / FULL_CONTRAST) * factor(detail * detail)
                * factor(Math.sqrt(sharpness(luma) / FULL_SHARPNESS));
    }

    private static double factor(double value) {
        return Math.clamp(value, LEAST, 1);
    }

    private static int[][] luma(BufferedImage picture) {
        Raster raster = picture.getRaster();
        int bands = raster.getNumBands();
        int[][] luma = new int[picture.getHeight()][picture.getWidth()];
        int[] row = new int[bands * picture.getWidth()];
        for (int y = 0; y < luma.length; y++) {
            raster.getPixels(0, y, picture.getWidth(), 1, row);
            for (int x = 0; x < luma[y].length; x++) {
                luma[y][x] = (bands < 3) ? row[bands * x]
                        : (299 * row[bands * x] + 587 * row[bands * x + 1] + 114 * row[bands * x + 2]) / 1000;
            }
        }
        return luma;
    }

    /** Shannon entropy of the histogram in bits. */
    private static double entropy(int[] histogram, double count) {
        double entropy = 0;
        for (int bin : histogram) {
            if (bin > 0) {
                entropy -= bin / count * Math.log(bin / count) / Math.log(2);
            }
        }
        return entropy;
    }

    /**
     * Variance of the Laplacian (Pech-Pacheco et al., Diatom autofocusing in brightfield
     * microscopy, 2000).
     */
    private static double sharpness(int[][] luma) {
        double sum = 0;
        double squares = 0;
        for (int y = 1; y < luma.length - 1; y++) {
            for (int x = 1; x < luma[y].length - 1; x++) {
                double laplacian = luma[y - 1][x] + luma[y + 1][x] + luma[y][x - 1] + luma[y][x + 1] - 4.0 * luma[y][x];
                sum += laplacian;
                squares += laplacian * laplacian;
            }
        }
        double count = Math.max(1, (luma.length - 2.0) * (luma[0].length - 2.0));
        return squares / count - sum / count * (sum / count);
    }

}
