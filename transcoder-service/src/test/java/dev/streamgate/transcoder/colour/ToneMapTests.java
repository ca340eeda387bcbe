/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.colour;

import org.junit.jupiter.api.Test;

import dev.streamgate.contracts.media.Presentation.Colour;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares colours in Dolby Vision profile 5 without reshaping with the same ones in
 * HDR10.
 */
class ToneMapTests {

    /** BT.2100: linear BT.2020 to LMS. */
    private static final double[][] BT2020_TO_LMS = { { 1688 / 4096.0, 2146 / 4096.0, 262 / 4096.0 },
            { 683 / 4096.0, 2951 / 4096.0, 462 / 4096.0 }, { 99 / 4096.0, 309 / 4096.0, 3688 / 4096.0 } };

    /** Ebner and Fairchild's IPT, as Dolby's white paper on ICtCp has it. */
    private static final double[][] LMS_TO_IPT = { { 0.4, 0.4, 0.2 }, { 4.455, -4.851, 0.396 },
            { 0.8056, 0.3572, -1.1628 } };

    /** BT.2100 defines its matrix as a product that contains 4 % of crosstalk. */
    private static final double BT2100_CROSSTALK = 0.04;

    private static final double CROSSTALK = 0.02;

    @Test
    void dolbyVisionWithoutReshapingHasTheColoursOfHdr10() {
        assertThat(largestDifference(1e6)).isLessThan(1.5);
    }

    /** Codes of ten bits are coarse for components near zero, since gamma is steep. */
    @Test
    void tenBitsResolveItsColours() {
        assertThat(largestDifference(1023)).isLessThan(12);
    }

    /** The largest difference of a component of all colours, of 255. */
    private static double largestDifference(double maxCode) {
        ToneMap ipt = new ToneMap(new Colour("ipt-c2", "bt2020", "smpte2084", true, 1000));
        ToneMap hdr10 = new ToneMap(new Colour("gbr", "bt2020", "smpte2084", true, 1000));
        double[] levels = { 0, 2, 20, 100, 203, 600 };
        double largest = 0;
        for (double red : levels) {
            for (double green : levels) {
                for (double blue : levels) {
                    double[] expected = hdr10.convert(code(red), code(green), code(blue));
                    double[] found = ipt.convert(toIpt(maxCode, red, green, blue));
                    for (int i = 0; i < found.length; i++) {
                        largest = Math.max(largest, 255 * Math.abs(found[i] - expected[i]));
                    }
                }
            }
        }
        return largest;
    }

    /** T, I and P in the order of the planes. */
    private static double[] toIpt(double maxCode, double... light) {
        double[] lms = multiply(BT2020_TO_LMS, light);
        double sum = lms[0] + lms[1] + lms[2];
        double[] plain = new double[3];
        for (int i = 0; i < 3; i++) {
            // Without the crosstalk of BT.2100, with that of profile 5.
            double pure = (lms[i] - BT2100_CROSSTALK * sum) / (1 - 3 * BT2100_CROSSTALK);
            plain[i] = code((1 - 3 * CROSSTALK) * pure + CROSSTALK * sum);
        }
        double[] ipt = multiply(LMS_TO_IPT, plain);
        double middle = 512 / 1023.0;
        return new double[] { rounded(ipt[2] + middle, maxCode), rounded(ipt[0], maxCode),
                rounded(ipt[1] + middle, maxCode) };
    }

    /** SMPTE ST 2084 of cd/m². */
    private static double code(double light) {
        double power = Math.pow(Math.max(0, light) / 10_000, 2610 / 16_384.0);
        return Math.pow((3424 / 4096.0 + 2413 / 128.0 * power) / (1 + 2392 / 128.0 * power), 2523 / 32.0);
    }

    private static double rounded(double code, double maxCode) {
        return Math.round(maxCode * code) / maxCode;
    }

    private static double[] multiply(double[][] matrix, double... vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
        }
        return product;
    }

}
