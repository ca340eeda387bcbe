/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a file holds.
 *
 * @param format name of the container as ffmpeg says it, for instance
 * {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param duration seconds; 0 when the container does not tell
 * @param start seconds of the first thing in the container's own time
 * @param video the moving picture; {@code null} without one (a cover picture is none)
 * @param audio the sound tracks in the file's order, the default one first
 */
public record Probe(String format, double duration, double start, @Nullable Video video, List<Audio> audio) {

    /** Whether the container is of the MP4 and MOV family. */
    public boolean isMp4() {
        return this.format.contains("mp4");
    }

    /**
     * The place of the default sound track among the file's sound tracks, from 0; to be
     * used only when there is one.
     */
    public int defaultAudioTrack() {
        int index = this.audio.getFirst().index();
        return (int) this.audio.stream().filter((other) -> other.index() < index).count();
    }

    /** A ratio, such as a frame rate; 0/1 when unknown. */
    public record Ratio(int numerator, int denominator) {

        /** Its value; 0 when unknown. */
        public double value() {
            return (this.denominator != 0) ? (double) this.numerator / this.denominator : 0;
        }

    }

    /**
     * A video stream.
     *
     * @param index its number in the file
     * @param codec for instance {@code h264}
     * @param profile for instance {@code High}; empty when unknown
     * @param pixelFormat for instance {@code yuv420p}; empty when unknown
     * @param width coded pixels, before rotation
     * @param height coded pixels, before rotation
     * @param sampleAspectRatio shape of a pixel, 1/1 when it is square or unknown
     * @param rotation degrees clockwise that the picture must be turned by: 0, 90, 180 or
     * 270
     * @param mirrored whether the display matrix does anything but turn
     * @param averageRate frames a second on average
     * @param rawRate the lowest rate that can express every timestamp
     * @param fieldOrder {@code progressive}, another word for interlaced; empty when
     * unknown
     * @param bitDepth bits of a sample
     * @param transfer transfer characteristics, for instance {@code bt709} or
     * {@code smpte2084}; empty when unknown
     * @param duration seconds; 0 when unknown
     * @param start seconds of the first frame in the container's time
     */
    public record Video(int index, String codec, String profile, String pixelFormat, int width, int height,
            Ratio sampleAspectRatio, int rotation, boolean mirrored, Ratio averageRate, Ratio rawRate,
            String fieldOrder, int bitDepth, String transfer, double duration, double start) {

        /** Whether it consists of fields rather than frames. */
        public boolean interlaced() {
            return !this.fieldOrder.isEmpty() && !"progressive".equals(this.fieldOrder)
                    && !"unknown".equals(this.fieldOrder);
        }

        /** Whether its brightness reaches beyond that of ordinary screens. */
        public boolean highDynamicRange() {
            return "smpte2084".equals(this.transfer) || "arib-std-b67".equals(this.transfer);
        }

    }

    /**
     * A sound track.
     *
     * @param index its number in the file
     * @param codec for instance {@code aac}
     * @param profile for instance {@code LC}; empty when unknown
     * @param channels channel count
     * @param sampleRate Hz
     * @param language as the file says it; {@code und} when it does not
     * @param duration seconds; 0 when unknown
     * @param start seconds of the first sample in the container's time
     */
    public record Audio(int index, String codec, String profile, int channels, int sampleRate, String language,
            double duration, double start) {
    }

}
