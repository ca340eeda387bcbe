/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.colour;

import dev.streamgate.contracts.media.Presentation.Colour;

/**
 * The colour conversion of one kind of video to BT.709 as BT.1886 displays show it, for
 * one pixel. Luminances are in cd/m². A luminance of 203, the diffuse white of HDR video
 * (ITU-R BT.2408), becomes white; what is brighter is compressed. Immutable.
 */
final class ToneMap {

    /** Diffuse white of PQ and HLG. */
    private static final double WHITE = 203;

    /** Assumed peak of files that do not state theirs, and that of the HLG display. */
    private static final double DEFAULT_PEAK = 1000;

    private static final double MAX_PEAK = 10_000;

    /** Fraction of white up to which nothing is compressed. */
    private static final double KNEE = 0.85;

    /** Exponent of BT.1886 displays. */
    private static final double DISPLAY_GAMMA = 2.4;

    /**
     * System gamma of a display of 1000 cd/m² (BT.2100), applied to each component, as
     * BT.1886 displays and zimg's default conversion do.
     */
    private static final double HLG_GAMMA = 1.2;

    private static final double[][] BT2020_TO_BT709 = { { 1.6604910, -0.5876411, -0.0728499 },
            { -0.1245505, 1.1328999, -0.0083494 }, { -0.0181508, -0.1005789, 1.1187297 } };

    private static final double[][] P3_TO_BT709 = { { 1.2249402, -0.2249402, 0 }, { -0.0420570, 1.0420570, 0 },
            { -0.0196376, -0.0786361, 1.0982736 } };

    private static final double[][] BT709 = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };

    /** IPT to nonlinear LMS, as Dolby Vision profile 5 uses it. */
    private static final double[][] IPT_TO_LMS = { { 1, 0.09753, 0.20520 }, { 1, -0.11389, 0.13318 },
            { 1, 0.03259, -0.67688 } };

    /** Removes the crosstalk of 2 % from linear LMS. */
    private static final double[][] CROSSTALK = { { 1.04255, -0.02128, -0.02128 }, { -0.02128, 1.04255, -0.02128 },
            { -0.02128, -0.02128, 1.04255 } };

    private static final double[][] LMS_TO_BT2020 = { { 3.06441879, -2.16597676, 0.10155818 },
            { -0.65612108, 1.78554118, -0.12943749 }, { 0.01736321, -0.04725154, 1.03004253 } };

    private final boolean ipt;

    private final String transfer;

    private final boolean fullRange;

    private final double[][] primaries;

    /** Brightest component, in multiples of white. */
    private final double peak;

    ToneMap(Colour colour) {
        this.ipt = colour.matrix().equals("ipt-c2");
        this.transfer = colour.transfer();
        this.fullRange = colour.fullRange();
        this.primaries = switch (colour.primaries()) {
            case "bt709" -> BT709;
            case "smpte431", "smpte432" -> P3_TO_BT709;
            default -> BT2020_TO_BT709;
        };
        double nits = (colour.peak() > 0 && this.transfer.equals("smpte2084")) ? colour.peak() : DEFAULT_PEAK;
        this.peak = isHighDynamicRange(this.transfer) ? Math.clamp(nits, WHITE, MAX_PEAK) / WHITE : 1;
    }

    static boolean isHighDynamicRange(String transfer) {
        return transfer.equals("smpte2084") || transfer.equals("arib-std-b67");
    }

    /**
     * Converts a pixel.
     * @param code the components' codes, 0 to 1: red, green and blue; of Dolby Vision
     * profile 5 the third (T), first (I) and second (P), the order in which the planes of
     * YCbCr are taken for those of GBR
     * @return red, green and blue of BT.709, 0 to 1
     */
    double[] convert(double... code) {
        double[] light = multiply(this.primaries, this.ipt ? fromIpt(code[1], code[2], code[0]) : decoded(code));
        keepHue(light);
        double brightest = Math.max(1e-9, Math.max(light[0], Math.max(light[1], light[2])));
        double factor = compress(brightest) / brightest;
        for (int i = 0; i < light.length; i++) {
            light[i] = Math.pow(Math.clamp(light[i] * factor, 0, 1), 1 / DISPLAY_GAMMA);
        }
        return light;
    }

    /** Codes to light in multiples of white. */
    private double[] decoded(double[] code) {
        double[] light = new double[code.length];
        for (int i = 0; i < light.length; i++) {
            light[i] = switch (this.transfer) {
                case "smpte2084" -> perceptualQuantizer(code[i]) / WHITE;
                case "arib-std-b67" -> DEFAULT_PEAK * Math.pow(hybridLogGamma(code[i]), HLG_GAMMA) / WHITE;
                default -> Math.pow(code[i], DISPLAY_GAMMA);
            };
        }
        return light;
    }

    private double[] fromIpt(double intensity, double protan, double tritan) {
        double black = this.fullRange ? 0 : 64 / 1023.0;
        double lumaRange = this.fullRange ? 1 : 876 / 1023.0;
        double chromaRange = this.fullRange ? 1 : 896 / 1023.0;
        double middle = 512 / 1023.0;
        double[] lms = multiply(IPT_TO_LMS, (intensity - black) / lumaRange, (protan - middle) / chromaRange,
                (tritan - middle) / chromaRange);
        for (int i = 0; i < lms.length; i++) {
            lms[i] = perceptualQuantizer(lms[i]) / WHITE;
        }
        return multiply(LMS_TO_BT2020, multiply(CROSSTALK, lms));
    }

    /** SMPTE ST 2084. */
    private static double perceptualQuantizer(double code) {
        double power = Math.pow(Math.clamp(code, 0, 1), 32 / 2523.0);
        return MAX_PEAK
                * Math.pow(Math.max(0, power - 3424 / 4096.0) / (2413 / 128.0 - 2392 / 128.0 * power), 16_384 / 2610.0);
    }

    /** The inverse OETF of ARIB STD-B67: scene light, 0 to 1. */
    private static double hybridLogGamma(double code) {
        return (code <= 0.5) ? code * code / 3 : (Math.exp((code - 0.55991073) / 0.17883277) + 0.28466892) / 12;
    }

    /**
     * Moves colours that BT.709 does not have towards grey of the same luminance, until
     * no component is negative.
     */
    private static void keepHue(double[] light) {
        double lowest = Math.min(light[0], Math.min(light[1], light[2]));
        if (lowest < 0) {
            double luminance = Math.max(0, 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]);
            double saturation = luminance / (luminance - lowest);
            for (int i = 0; i < light.length; i++) {
                light[i] = luminance + (light[i] - luminance) * saturation;
            }
        }
    }

    /**
     * The identity up to the knee, then Reinhard's curve, which reaches 1 at the peak.
     */
    private double compress(double value) {
        double range = (this.peak - KNEE) / (1 - KNEE);
        if (value <= KNEE || range <= 1) {
            return Math.min(1, value);
        }
        double above = (value - KNEE) / (1 - KNEE);
        return KNEE + (1 - KNEE) * Math.min(1, above * (1 + above / (range * range)) / (1 + above));
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
