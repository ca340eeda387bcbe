/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.source;

import java.nio.file.Path;
import java.util.Optional;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioStream;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.SourceStreams;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.Presentation.VideoStream;

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

    /** The selected audio stream, which the presentation must have. */
    public AudioStream audio() {
        AudioStream audio = this.streams.audio();
        if (audio == null) {
            throw new IllegalStateException("The presentation has no audio");
        }
        return audio;
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
