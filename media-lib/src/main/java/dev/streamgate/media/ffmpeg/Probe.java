/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The streams of a file as ffprobe reports them. Times are seconds in the container's
 * clock.
 *
 * @param format ffmpeg's name of the container, for instance
 * {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param duration seconds; 0 when unknown
 * @param start earliest timestamp; may be negative
 * @param videos the video streams in file order; cover art does not count
 * @param audio the audio streams in file order, except that the default one comes first
 * @param subtitles the subtitle streams in file order
 * @param chapters the chapters in file order
 * @param cover index of the cover picture among all streams; {@code null} without one
 */
public record Probe(String format, double duration, double start, List<Video> videos, List<Audio> audio,
        List<Subtitle> subtitles, List<Chapter> chapters, @Nullable Integer cover) {

    /** The first video stream; {@code null} without one. */
    public @Nullable Video video() {
        return this.videos.isEmpty() ? null : this.videos.getFirst();
    }

    /** This probe with other video and audio streams. */
    public Probe withStreams(List<Video> selectedVideos, List<Audio> selectedAudio) {
        return new Probe(this.format, this.duration, this.start, List.copyOf(selectedVideos),
                List.copyOf(selectedAudio), this.subtitles, this.chapters, this.cover);
    }

    /** Whether the container is MP4, MOV or a relative. */
    public boolean isMp4() {
        return this.format.contains("mp4");
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
     * @param index its index among all streams of the file
     * @param codec for instance {@code h264}
     * @param profile for instance {@code High}; empty when unknown
     * @param pixelFormat for instance {@code yuv420p}; empty when unknown
     * @param width coded pixels, before rotation
     * @param height coded pixels, before rotation
     * @param sampleAspectRatio pixel aspect ratio, 1/1 when square or unknown
     * @param rotation clockwise rotation for display in degrees: 0, 90, 180 or 270
     * @param mirrored whether the display matrix mirrors the picture
     * @param averageRate average frames per second
     * @param rawRate lowest rate that represents every timestamp exactly
     * @param fieldOrder {@code progressive} or a field order of interlaced video; empty
     * when unknown
     * @param bitDepth bits per sample
     * @param colour its colour
     * @param duration seconds; 0 when unknown
     * @param start timestamp of the first frame
     */
    public record Video(int index, String codec, String profile, String pixelFormat, int width, int height,
            Ratio sampleAspectRatio, int rotation, boolean mirrored, Ratio averageRate, Ratio rawRate,
            String fieldOrder, int bitDepth, Colour colour, double duration, double start) {

        /** Whether it consists of fields rather than frames. */
        public boolean interlaced() {
            return !this.fieldOrder.isEmpty() && !"progressive".equals(this.fieldOrder)
                    && !"unknown".equals(this.fieldOrder);
        }

    }

    /**
     * The colour of a video stream, in ffmpeg's names; empty where the file does not
     * state it.
     *
     * @param matrix matrix coefficients, for instance {@code bt709}; {@code gbr} for RGB,
     * {@code ipt-c2} for Dolby Vision profile 5
     * @param primaries colour primaries, for instance {@code bt2020}
     * @param transfer transfer characteristics, for instance {@code smpte2084} (PQ)
     * @param fullRange whether all codes are used, rather than those of limited range
     * @param peak maximum luminance of the content in cd/m²; 0 when unknown
     */
    public record Colour(String matrix, String primaries, String transfer, boolean fullRange, int peak) {
    }

    /**
     * An audio stream.
     *
     * @param index its index among all streams of the file
     * @param track its index among all audio streams of the file, from 0
     * @param codec for instance {@code aac}
     * @param profile for instance {@code LC}; empty when unknown
     * @param channels channel count
     * @param sampleRate Hz
     * @param language as the file states it, usually of ISO 639-2; {@code und} when
     * unknown
     * @param title the title of the track; {@code null} without one
     * @param duration seconds; 0 when unknown
     * @param start timestamp of the first sample
     */
    public record Audio(int index, int track, String codec, String profile, int channels, int sampleRate,
            String language, @Nullable String title, double duration, double start) {

        /** This stream with the labels of another one. */
        public Audio withLabelsOf(Audio other) {
            return new Audio(this.index, this.track, this.codec, this.profile, this.channels, this.sampleRate,
                    other.language, other.title, this.duration, this.start);
        }

    }

    /**
     * A subtitle stream.
     *
     * @param index its index among all streams of the file
     * @param codec for instance {@code mov_text}
     * @param language as the file states it, usually of ISO 639-2; {@code und} when
     * unknown
     * @param title its title; {@code null} without one
     * @param standard whether the file selects it by default
     * @param forced whether it has only what every viewer needs
     */
    public record Subtitle(int index, String codec, String language, @Nullable String title, boolean standard,
            boolean forced) {

        private static final Set<String> TEXT = Set.of("mov_text", "subrip", "srt", "ass", "ssa", "webvtt", "text");

        /** Whether it consists of text rather than pictures. */
        public boolean isText() {
            return TEXT.contains(this.codec);
        }

    }

    /**
     * A chapter. Times are seconds in the container's clock.
     *
     * @param start its start
     * @param end its end
     * @param title its title; empty without one
     */
    public record Chapter(double start, double end, String title) {
    }

}
