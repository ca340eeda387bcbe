/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.source;

import java.nio.file.Path;
import java.util.Optional;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.AudioStream;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.SourceStreams;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.Presentation.VideoStream;
import dev.streamgate.transcoder.mp4.Mp4Video;
import dev.streamgate.transcoder.mp4.VideoTimeline;

/**
 * The open source of a presentation.
 *
 * @param presentation the presentation
 * @param streams the streams of the file
 * @param file the file
 */
public record PlannedSource(Presentation presentation, SourceStreams streams,
        SourceFile file) implements AutoCloseable {

    /** The local file; read-only. */
    public Path path() {
        return this.file.path();
    }

    /** The selected video stream, which the presentation must have. */
    public VideoStream video() {
        VideoStream video = this.streams.video();
        if (video == null) {
            throw new IllegalStateException("The presentation has no video");
        }
        return video;
    }

    /** The audio stream of a rendition. */
    public AudioStream audio(AudioRendition rendition) {
        AudioStream audio = (rendition.source() != null) ? rendition.source() : this.streams.audio();
        if (audio == null) {
            throw new IllegalStateException("The presentation has no audio");
        }
        return audio;
    }

    /** Seconds from the file's first timestamp to the presentation's start. */
    public double origin() {
        VideoStream video = this.streams.video();
        Double origin = this.streams.origin();
        if (origin == null) {
            origin = (video != null && isRemuxed()) ? video.startTime() : this.streams.startTime();
        }
        return Math.max(0, origin - this.streams.startTime());
    }

    /** Seconds from the file's first timestamp to the first video frame. */
    public double videoStart() {
        return Math.max(0, video().startTime() - this.streams.startTime());
    }

    /** The frame times of the repackaged video, held over the whole presentation. */
    public VideoTimeline remuxedTimeline(Mp4Video video) {
        Double origin = this.streams.origin();
        double lead = (origin != null) ? video().startTime() - origin : 0;
        return video.timeline()
            .within(Math.round(lead * this.presentation.timescale()),
                    this.presentation.segments().stream().mapToLong(Long::longValue).sum());
    }

    /** Whether the source's own video samples are a rendition. */
    public boolean isRemuxed() {
        return remuxedRendition(this.presentation).isPresent();
    }

    /** The rendition of the source's own video samples, if any. */
    public static Optional<VideoRendition> remuxedRendition(Presentation presentation) {
        return presentation.video().stream().filter((rendition) -> rendition.mode() == Mode.REMUX).findFirst();
    }

    @Override
    public void close() {
        this.file.close();
    }

}
