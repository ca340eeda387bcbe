/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.media;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A planned video: everything that playlists and manifests need, known before the first
 * segment is made. Stored as {@code media/<packageKey>/presentation.json} and never
 * changed after.
 *
 * @param packageKey hex hash of input, plan, profiles and encoder build: the folder of
 * everything made from them
 * @param sourceKey blob key of the source
 * @param mediaKey blob key that tasks read: the source, or its lossless repackaging as
 * MP4
 * @param duration seconds of the whole presentation
 * @param width shown width in pixels, after rotation
 * @param height shown height in pixels, after rotation
 * @param frameRate frames a second, the average where it varies
 * @param timescale ticks a second of {@code segments}
 * @param segments duration of each video segment in ticks; the same for every video
 * rendition. Empty without video
 * @param frames number of frames of each video segment
 * @param video video renditions, best first
 * @param audio audio renditions; empty without sound
 * @param storyboard the storyboard's shape; {@code null} without video
 */
public record Presentation(String packageKey, String sourceKey, String mediaKey, double duration, int width, int height,
        double frameRate, int timescale, List<Long> segments, List<Integer> frames, List<VideoRendition> video,
        List<AudioRendition> audio, @Nullable Storyboard storyboard) {

    /**
     * A video rendition.
     *
     * @param name what its folder and URLs are called, for instance {@code 720p};
     * {@code source} for the remuxed one
     * @param width pixels
     * @param height pixels
     * @param bandwidth peak bits a second over one segment (HLS {@code BANDWIDTH}), sound
     * not counted
     * @param averageBandwidth average bits a second, sound not counted
     * @param codecs RFC 6381, for instance {@code avc1.640028}
     * @param mode whether its samples are the source's own or encoded
     */
    public record VideoRendition(String name, int width, int height, int bandwidth, int averageBandwidth, String codecs,
            Mode mode) {
    }

    /**
     * An audio rendition: one continuous track with segments of its own.
     *
     * @param name what its folder and URLs are called, for instance {@code audio}
     * @param language BCP 47, {@code und} when unknown
     * @param channels channel count
     * @param sampleRate Hz; also the ticks a second of {@code segments}
     * @param bandwidth peak bits a second
     * @param codecs RFC 6381, for instance {@code mp4a.40.2}
     * @param segments duration of each segment in ticks
     * @param mode whether its samples are the source's own or encoded
     */
    public record AudioRendition(String name, String language, int channels, int sampleRate, int bandwidth,
            String codecs, List<Long> segments, Mode mode) {
    }

    /**
     * Thumbnails in one JPEG sprite sheet a page: {@code storyboard-<page>.jpg}, tiles
     * row by row.
     *
     * @param tileWidth pixels
     * @param tileHeight pixels
     * @param columns tiles a row
     * @param rows rows a page
     * @param interval seconds between two tiles
     * @param count tiles in all
     */
    public record Storyboard(int tileWidth, int tileHeight, int columns, int rows, double interval, int count) {
    }

    /** Where a rendition's samples come from. */
    public enum Mode {

        /** The source's own samples, repackaged. */
        REMUX,

        /** Encoded. */
        ENCODE

    }
}
