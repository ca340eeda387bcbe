/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.util.List;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.transcoder.mp4.FrameTimes;
import dev.streamgate.transcoder.segment.SegmentFrames;
import dev.streamgate.transcoder.source.PlannedSource;

/**
 * A range of segments to encode.
 *
 * @param source the source
 * @param renditions the renditions to produce
 * @param segments frames by segment
 * @param times the frames' presentation times
 * @param from first segment
 * @param to last segment, exclusive
 */
record EncodeJob(PlannedSource source, List<VideoRendition> renditions, SegmentFrames segments, FrameTimes times,
        int from, int to) {

    /** The same job without the segments before {@code next}. */
    EncodeJob from(int next) {
        return new EncodeJob(this.source, this.renditions, this.segments, this.times, next, this.to);
    }

    Presentation presentation() {
        return this.source.presentation();
    }

    /**
     * Whether the source's frames keep their times, because the source is a rendition
     * itself. Otherwise they are converted to a constant rate.
     */
    boolean keepsFrameTimes() {
        return this.source.isRemuxed();
    }

    /** Frames per second, the average of variable ones. */
    double frameRate() {
        return presentation().frameRate();
    }

    int frames() {
        return this.segments.frames(this.from, this.to);
    }

    /** Seconds from the presentation's start to the first frame. */
    double start() {
        return (double) this.times.at(this.segments.firstFrame(this.from)) / presentation().timescale();
    }

    /** Duration of a number of frames in seconds, at a constant rate. */
    double seconds(int frames) {
        return (double) frames * this.times.at(1) / presentation().timescale();
    }

    /** Seconds from the file's first timestamp to the first frame. */
    double sourceStart() {
        boolean heldFirst = keepsFrameTimes() && this.segments.firstFrame(this.from) == 0;
        return heldFirst ? this.source.videoStart() : this.source.origin() + start();
    }

    /** Seconds of video. */
    double duration() {
        return (double) this.times.at(this.segments.firstFrame(this.to)) / presentation().timescale() - start();
    }

}
