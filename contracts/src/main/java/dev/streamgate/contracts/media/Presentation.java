/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.media;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A planned video: everything that playlists, manifests and media tasks need, known
 * before the first segment exists. Stored as {@code media/<packageKey>/presentation.json}
 * and immutable from then on.
 *
 * @param packageKey lower-case hex hash of source, plan version, profiles, encoder
 * settings and encoder build; names the folder of all output
 * @param sourceKey blob key of the uploaded source
 * @param mediaKey blob key of the file that tasks read: the source, or its lossless copy
 * in a seekable container
 * @param duration seconds
 * @param width display width in pixels, after rotation; 0 without video
 * @param height display height in pixels, after rotation; 0 without video
 * @param frameRate frames per second, the average for variable rates; 0 without video
 * @param timescale ticks per second of {@code segments}
 * @param segments duration of each video segment in ticks, the same for all video
 * renditions; empty without video
 * @param frames number of frames in each video segment
 * @param video video renditions, best first
 * @param audio audio renditions; empty without audio
 * @param storyboard layout of the storyboard: of the pictures, or of the waveform of
 * sound alone; {@code null} for sound alone before plan version 5
 * @param streams the streams of the file at {@code mediaKey} as probed by the plan;
 * {@code null} in presentations written before plan version 3
 * @param notes what the owner should know of the source, as sentences: tracks that are
 * not offered, damage that is concealed; {@code null} in presentations written before
 * plan version 4
 * @param extras subtitles, chapters and cover; {@code null} in presentations written
 * before plan version 5, whose video has negative composition offsets instead of edit
 * lists
 */
public record Presentation(String packageKey, String sourceKey, String mediaKey, double duration, int width, int height,
        double frameRate, int timescale, List<Long> segments, List<Integer> frames, List<VideoRendition> video,
        List<AudioRendition> audio, @Nullable Storyboard storyboard, @Nullable SourceStreams streams,
        @Nullable List<String> notes, @Nullable Extras extras) {

    /** A presentation without notes and extras. */
    public Presentation(String packageKey, String sourceKey, String mediaKey, double duration, int width, int height,
            double frameRate, int timescale, List<Long> segments, List<Integer> frames, List<VideoRendition> video,
            List<AudioRendition> audio, @Nullable Storyboard storyboard, @Nullable SourceStreams streams) {
        this(packageKey, sourceKey, mediaKey, duration, width, height, frameRate, timescale, segments, frames, video,
                audio, storyboard, streams, null, null);
    }

    /** What accompanies pictures and sound; empty without. */
    public Extras extrasOrNone() {
        return (this.extras != null) ? this.extras : Extras.NONE;
    }

    /**
     * A video rendition.
     *
     * @param name its name in keys and URLs, for instance {@code 720p}; {@code source}
     * for the remuxed one
     * @param width pixels
     * @param height pixels
     * @param bandwidth peak bits per second over one segment (HLS {@code BANDWIDTH}),
     * without audio
     * @param averageBandwidth average bits per second, without audio
     * @param codecs RFC 6381, for instance {@code avc1.640028}
     * @param mode whether its samples are copied from the source or encoded
     */
    public record VideoRendition(String name, int width, int height, int bandwidth, int averageBandwidth, String codecs,
            Mode mode) {
    }

    /**
     * An audio rendition: one continuous track with its own segment boundaries.
     *
     * @param name its name in keys and URLs, for instance {@code audio}; the first
     * rendition of a presentation is the default one
     * @param language BCP 47, {@code und} when unknown
     * @param channels channel count
     * @param sampleRate Hz; also the ticks per second of {@code segments}
     * @param bandwidth peak bits per second
     * @param codecs RFC 6381, for instance {@code mp4a.40.2}
     * @param segments duration of each segment in ticks
     * @param mode whether its samples are copied from the source or encoded
     * @param title the track's title in the source; {@code null} without one
     * @param source the stream that it is made from; {@code null} in presentations
     * written before plan version 4, for that of {@link SourceStreams}
     */
    public record AudioRendition(String name, String language, int channels, int sampleRate, int bandwidth,
            String codecs, List<Long> segments, Mode mode, @Nullable String title, @Nullable AudioStream source) {

        /**
         * Follows the name of a track's stereo rendition in the name of the other one.
         */
        public static final String SURROUND = "-surround";

        /** A rendition of the only audio stream. */
        public AudioRendition(String name, String language, int channels, int sampleRate, int bandwidth, String codecs,
                List<Long> segments, Mode mode) {
            this(name, language, channels, sampleRate, bandwidth, codecs, segments, mode, null, null);
        }

    }

    /**
     * Layout of the storyboard: one JPEG sprite sheet per page,
     * {@code storyboard-<page>.jpg}, tiles row by row.
     *
     * @param tileWidth pixels
     * @param tileHeight pixels
     * @param columns tiles per row
     * @param rows rows per page
     * @param interval seconds between two tiles
     * @param count tiles on all pages
     */
    public record Storyboard(int tileWidth, int tileHeight, int columns, int rows, double interval, int count) {
    }

    /**
     * The streams that the plan selected. Times are seconds in the container's clock.
     *
     * @param startTime earliest timestamp of the file; may be negative
     * @param video the video stream; {@code null} without video
     * @param audio the default audio stream; {@code null} without audio
     * @param origin the timestamp at which the presentation starts: the start of the
     * earliest track; {@code null} in presentations written before plan version 4
     * @param lastFrame timestamp of the last video frame, which is repeated up to the end
     * of the presentation; {@code null} without video and before plan version 4
     */
    public record SourceStreams(double startTime, @Nullable VideoStream video, @Nullable AudioStream audio,
            @Nullable Double origin, @Nullable Double lastFrame) {

        /** Streams whose presentation starts with the video. */
        public SourceStreams(double startTime, @Nullable VideoStream video, @Nullable AudioStream audio) {
            this(startTime, video, audio, null, null);
        }

    }

    /**
     * The selected video stream.
     *
     * @param index its index among all streams of the file
     * @param startTime timestamp of its first frame in seconds
     * @param interlaced whether it consists of fields rather than frames
     * @param bitDepth bits per sample
     * @param colour its colour; {@code null} in presentations written before plan version
     * 4
     * @param recovery seconds that decoding must begin before a wanted frame, since
     * frames marked as key frames are not complete pictures; {@code null} for 0
     * @param keyFrameInterval longest time without a key frame in seconds; {@code null}
     * in presentations written before plan version 6
     */
    public record VideoStream(int index, double startTime, boolean interlaced, int bitDepth, @Nullable Colour colour,
            @Nullable Double recovery, @Nullable Double keyFrameInterval) {

        /** The stream of a container whose key frames are true. */
        public VideoStream(int index, double startTime, boolean interlaced, int bitDepth, @Nullable Colour colour) {
            this(index, startTime, interlaced, bitDepth, colour, null, null);
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
     * The selected audio stream.
     *
     * @param index its index among all streams of the file
     * @param track its index among the audio tracks of the file
     * @param firstFrame the audio frame at which the presentation starts, where samples
     * are copied: negative if the presentation starts with silence; 0 where they are
     * encoded
     * @param end seconds of the presentation at which the track ends, by its packets;
     * {@code null} in presentations written before plan version 8
     */
    public record AudioStream(int index, int track, int firstFrame, @Nullable Double end) {

        /** A stream whose end is not known. */
        public AudioStream(int index, int track, int firstFrame) {
            this(index, track, firstFrame, null);
        }

    }

    /**
     * What accompanies pictures and sound. Streams are those of the file at
     * {@code sourceKey}.
     *
     * @param origin seconds of that file's clock at which the presentation starts
     * @param cover index of the cover picture among all streams; {@code null} without one
     * @param subtitles text subtitles, in file order
     * @param chapters chapters, by time
     */
    public record Extras(double origin, @Nullable Integer cover, List<Subtitles> subtitles, List<Chapter> chapters) {

        /** Nothing. */
        public static final Extras NONE = new Extras(0, null, List.of(), List.of());

    }

    /**
     * Text subtitles, stored as one WebVTT file.
     *
     * @param name its name in keys and URLs, for instance {@code subtitles-en}
     * @param language BCP 47, {@code und} when unknown
     * @param title its title in the file, if any
     * @param index its index among all streams
     * @param standard whether the file selects it by default
     * @param forced whether it has only what every viewer needs, such as translated signs
     */
    public record Subtitles(String name, String language, @Nullable String title, int index, boolean standard,
            boolean forced) {
    }

    /**
     * A chapter. Times are seconds of the presentation.
     *
     * @param start its start
     * @param end its end
     * @param title its title
     */
    public record Chapter(double start, double end, String title) {
    }

    /** Where a rendition's samples come from. */
    public enum Mode {

        /** Copied from the source without decoding. */
        REMUX,

        /** Decoded and encoded. */
        ENCODE

    }

}
