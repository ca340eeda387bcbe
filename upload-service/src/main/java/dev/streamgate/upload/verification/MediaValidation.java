/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.springframework.stereotype.Component;

import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.upload.session.UploadProperties;

/**
 * Validates a file by its content, not by its name: video or audio that ffprobe can read,
 * within the limits. Thread-safe.
 */
@Component
class MediaValidation {

    /** The analysis of a good file may time out while the disk is busy. */
    private static final int MAX_TIMEOUTS = 2;

    private final Ffmpeg ffmpeg;

    private final UploadProperties properties;

    MediaValidation(Ffmpeg ffmpeg, UploadProperties properties) {
        this.ffmpeg = ffmpeg;
        this.properties = properties;
    }

    /**
     * Validates a file.
     * @param earlierFailures how often its verification failed
     * @return the duration in seconds
     * @throws UploadRejectedException if the file cannot be used
     * @throws IOException if the validation failed and may be repeated
     */
    double validate(Path file, int earlierFailures) throws UploadRejectedException, IOException, InterruptedException {
        Probe probe = probe(file, earlierFailures);
        if (probe.duration() > this.properties.maxDuration().toMillis() / 1000.0) {
            throw new UploadRejectedException(
                    "The video is longer than %s.".formatted(format(this.properties.maxDuration())));
        }
        Probe.Video video = probe.video();
        if (video != null && (long) video.width() * video.height() > this.properties.maxPixels()) {
            throw new UploadRejectedException(
                    "The picture is too large: %d × %d pixels.".formatted(video.width(), video.height()));
        }
        return probe.duration();
    }

    private Probe probe(Path file, int earlierFailures)
            throws UploadRejectedException, IOException, InterruptedException {
        try {
            return this.ffmpeg.probe(file);
        }
        catch (UnreadableMediaException ex) {
            throw new UploadRejectedException(String.valueOf(ex.getMessage()));
        }
        catch (FfmpegException ex) {
            if (ex.reason() == FfmpegException.Reason.TIME_LIMIT && earlierFailures >= MAX_TIMEOUTS) {
                throw new UploadRejectedException("The file takes too long to analyse.");
            }
            throw ex;
        }
    }

    private static String format(Duration duration) {
        return (duration.toHours() > 0) ? duration.toHours() + " hours" : duration.toSeconds() + " seconds";
    }

}
