/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import dev.streamgate.media.ffmpeg.Probe;

/**
 * What encoders put before the first sample of sound. Edit lists, the codec delay of
 * Matroska and the LAME header of MP3 declare it; in other containers it is that of the
 * usual encoders, which is the least that the codec's transform allows, and none takes
 * more than some 20 ms longer.
 */
final class EncoderDelay {

    /** One frame (ISO/IEC 14496-3). Core frames of HE-AAC have half the sample rate. */
    private static final int AAC = 1024;

    /** LAME's 576, and 529 of each decoder. */
    private static final int MP3 = 1105;

    /** The filter bank's 481 (ISO/IEC 11172-3). */
    private static final int MPEG_LAYER_2 = 481;

    /** Half a block (ATSC A/52). */
    private static final int AC3 = 256;

    /** The longest frame of Windows Media Audio, up to 16, 22.05 and 48 kHz. */
    private static final int[] WMA = { 512, 1024, 2048 };

    private EncoderDelay() {
    }

    /** Seconds that a track begins with if its container does not declare them. */
    static double of(Probe.Audio audio) {
        return (double) samples(audio) / audio.sampleRate();
    }

    private static int samples(Probe.Audio audio) {
        return switch (audio.codec()) {
            case "aac" -> audio.profile().startsWith("HE") ? 2 * AAC : AAC;
            case "mp3" -> MP3;
            case "mp2", "mp1" -> MPEG_LAYER_2;
            case "ac3", "eac3" -> AC3;
            case "wmav1", "wmav2" -> WMA[(audio.sampleRate() <= 16_000) ? 0 : (audio.sampleRate() <= 22_050) ? 1 : 2];
            default -> 0;
        };
    }

}
