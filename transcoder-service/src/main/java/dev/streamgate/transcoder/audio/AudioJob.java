/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.audio;

import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.AudioStream;
import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.segment.SegmentFrames;
import dev.streamgate.transcoder.source.PlannedSource;

/**
 * The audio segments to publish.
 *
 * @param source the source
 * @param rendition the rendition
 * @param segments its audio frames by segment
 * @param from first segment
 * @param to last segment, exclusive
 */
record AudioJob(PlannedSource source, AudioRendition rendition, SegmentFrames segments, int from, int to) {

    /** Seconds by which decoding may end before the last packet does. */
    private static final double END_TOLERANCE = 0.5;

    static AudioJob of(PlannedSource source, AudioRendition rendition, int from, int to) {
        return new AudioJob(source, rendition, SegmentFrames.of(rendition.segments(), AacConfig.FRAME_SAMPLES), from,
                to);
    }

    /** The same job without the segments before {@code first}. */
    AudioJob from(int first) {
        return new AudioJob(this.source, this.rendition, this.segments, first, this.to);
    }

    String packageKey() {
        return this.source.presentation().packageKey();
    }

    /** The stream that the rendition is made from. */
    AudioStream stream() {
        return this.source.audio(this.rendition);
    }

    String name() {
        return this.rendition.name();
    }

    /** Whether the stream reaches the first segment. */
    boolean hasSound() {
        Double end = stream().end();
        return end == null || end > seconds(this.segments.firstFrame(this.from));
    }

    /** Whether the stream or the last segment ends at a frame, as far as is known. */
    boolean endsAt(int frame) {
        Double end = stream().end();
        return end == null
                || seconds(frame) >= Math.min(end, seconds(this.segments.firstFrame(this.to))) - END_TOLERANCE;
    }

    private double seconds(int frame) {
        return (double) frame * AacConfig.FRAME_SAMPLES / this.rendition.sampleRate();
    }

}
