/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.media;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.Subtitles;
import dev.streamgate.contracts.media.VideoCodec;

/**
 * The part of a presentation that the queue needs to create tasks and to report progress.
 * The presentation itself is in the blob store. Its components have the names of
 * {@link Presentation}. Immutable.
 *
 * @param packageKey the presentation's key
 * @param sourceKey blob key of the source
 * @param duration seconds
 * @param width pixels; 0 without video
 * @param height pixels; 0 without video
 * @param frameRate frames per second; 0 without video
 * @param timescale ticks per second of {@code segments}
 * @param segments duration of each video segment in ticks
 * @param video video renditions, best first
 * @param audio audio renditions
 * @param notes what the owner should know of the source; {@code null} for none
 * @param subtitles names of the text subtitles; {@code null} in plans of older versions
 */
public record PackagePlan(String packageKey, String sourceKey, double duration, int width, int height, double frameRate,
        int timescale, List<Long> segments, List<Video> video, List<Audio> audio, @Nullable List<String> notes,
        @Nullable List<String> subtitles) {

    /** Extracts the plan from a presentation. */
    public static PackagePlan of(Presentation presentation) {
        return new PackagePlan(presentation.packageKey(), presentation.sourceKey(), presentation.duration(),
                presentation.width(), presentation.height(), presentation.frameRate(), presentation.timescale(),
                presentation.segments(),
                presentation.video()
                    .stream()
                    .map((one) -> new Video(one.name(), one.width(), one.height(), one.bandwidth(), one.codecs(),
                            one.mode()))
                    .toList(),
                presentation.audio()
                    .stream()
                    .map((one) -> new Audio(one.name(), one.sampleRate(), one.bandwidth(), one.codecs(),
                            one.segments()))
                    .toList(),
                presentation.notes(), presentation.extrasOrNone().subtitles().stream().map(Subtitles::name).toList());
    }

    /** The codec of a video rendition; empty for an unknown one. */
    public Optional<VideoCodec> codec(String rendition) {
        return this.video.stream().filter((one) -> one.name().equals(rendition)).map(Video::codec).findFirst();
    }

    /**
     * Whether a video rendition belongs to an additional codec, which players need not
     * have: another one than that of the first rendition.
     */
    public boolean isAdditional(String rendition) {
        return codec(rendition).filter((codec) -> codec != this.video.getFirst().codec()).isPresent();
    }

    /** Names of the renditions with a codec. */
    public List<String> renditions(VideoCodec codec) {
        return this.video.stream().filter((one) -> one.codec() == codec).map(Video::name).toList();
    }

    /** The same plan without the renditions of a codec. */
    public PackagePlan without(VideoCodec codec) {
        return new PackagePlan(this.packageKey, this.sourceKey, this.duration, this.width, this.height, this.frameRate,
                this.timescale, this.segments, this.video.stream().filter((one) -> one.codec() != codec).toList(),
                this.audio, this.notes, this.subtitles);
    }

    /** Number of segments of a rendition; -1 for an unknown rendition. */
    public int segmentCount(String rendition) {
        if (this.video.stream().anyMatch((one) -> one.name().equals(rendition))) {
            return this.segments.size();
        }
        return this.audio.stream()
            .filter((one) -> one.name().equals(rendition))
            .mapToInt((one) -> one.segments().size())
            .findFirst()
            .orElse(-1);
    }

    /** Number of segments of all renditions together. */
    public long totalSegments() {
        return Stream.concat(this.video.stream().map(Video::name), this.audio.stream().map(Audio::name))
            .mapToLong(this::segmentCount)
            .sum();
    }

    /**
     * A video rendition.
     *
     * @param name its name
     * @param width pixels
     * @param height pixels
     * @param bandwidth peak bits per second
     * @param codecs RFC 6381
     * @param mode whether its samples are copied or encoded
     */
    public record Video(String name, int width, int height, int bandwidth, String codecs, Mode mode) {

        /** Its codec. */
        public VideoCodec codec() {
            return VideoCodec.of(this.codecs);
        }

    }

    /**
     * An audio rendition.
     *
     * @param name its name
     * @param sampleRate ticks per second of {@code segments}
     * @param bandwidth peak bits per second
     * @param codecs RFC 6381
     * @param segments duration of each segment in ticks
     */
    public record Audio(String name, int sampleRate, int bandwidth, String codecs, List<Long> segments) {
    }

}
