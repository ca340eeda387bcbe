/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.nio.file.Path;
import java.util.List;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.mp4.FrameTimes;
import dev.streamgate.transcoder.presentation.Segments;

/**
 * A run of segments to be encoded.
 *
 * @param presentation the plan
 * @param source the file that is read
 * @param probe what it holds
 * @param renditions what is made of it
 * @param segments where segments begin
 * @param times when frames are shown
 * @param passThrough whether the source's own frames are taken as they come (the source
 * is a rendition itself), rather than brought to a constant rate
 * @param from first segment
 * @param to last segment, exclusive
 */
record EncodeJob(Presentation presentation, Path source, Probe probe, List<VideoRendition> renditions,
        Segments segments, FrameTimes times, boolean passThrough, int from, int to) {

    int frames() {
        return this.segments.frames(this.from, this.to);
    }

    /** Seconds from the presentation's start to the first frame. */
    double start() {
        return (double) this.times.at(this.segments.firstFrame(this.from)) / this.presentation.timescale();
    }

    /** Seconds of video. */
    double duration() {
        return (double) this.times.at(this.segments.firstFrame(this.to)) / this.presentation.timescale() - start();
    }

    Probe.Video video() {
        Probe.Video video = this.probe.video();
        if (video == null) {
            throw new IllegalStateException("There is no video to encode");
        }
        return video;
    }

}
