/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.springframework.stereotype.Component;

import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.upload.session.UploadProperties;

/**
 * Looks at what the bytes are, never at their name: a video or a sound that ffprobe can
 * read, within the bounds.
 */
@Component
class MediaValidation {

    private final Ffmpeg ffmpeg;

    private final UploadProperties properties;

    MediaValidation(Ffmpeg ffmpeg, UploadProperties properties) {
        this.ffmpeg = ffmpeg;
        this.properties = properties;
    }

    /**
     * Looks at a file.
     * @throws UploadRejectedException if it cannot be used
     * @throws IOException if it could not be looked at; trying again may help
     */
    void examine(Path file) throws UploadRejectedException, IOException, InterruptedException {
        Probe probe = probe(file);
        if (probe.duration() > this.properties.maxDuration().toMillis() / 1000.0) {
            throw new UploadRejectedException(
                    "The video is longer than %s.".formatted(words(this.properties.maxDuration())));
        }
        Probe.Video video = probe.video();
        if (video != null && (long) video.width() * video.height() > this.properties.maxPixels()) {
            throw new UploadRejectedException(
                    "The picture is too large: %d × %d pixels.".formatted(video.width(), video.height()));
        }
    }

    private Probe probe(Path file) throws UploadRejectedException, IOException, InterruptedException {
        try {
            return this.ffmpeg.probe(file);
        }
        catch (UnreadableMediaException ex) {
            throw new UploadRejectedException(String.valueOf(ex.getMessage()));
        }
    }

    private static String words(Duration duration) {
        return (duration.toHours() > 0) ? duration.toHours() + " hours" : duration.toSeconds() + " seconds";
    }

}
