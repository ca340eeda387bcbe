/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import org.jspecify.annotations.Nullable;

import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.StreamTimes;

/**
 * The part of the source's clock that a presentation covers: from the start of the
 * earliest to the end of the latest of its tracks. Where video lacks, the nearest frame
 * is held; where sound lacks, there is silence.
 *
 * @param start seconds
 * @param end seconds
 */
record MediaSpan(double start, double end) {

    /** Packets of sound that may be the delay or the padding of its codec. */
    private static final int PADDING_PACKETS = 2;

    /** Seconds of sound that may be delay or padding. */
    private static final double MAX_PADDING = 0.05;

    /** Timestamps of some containers are whole milliseconds. */
    private static final double ROUNDING = 0.002;

    static MediaSpan of(PreparedSource source) {
        Probe.Video probed = source.probe().video();
        StreamTimes video = (probed != null) ? source.times(probed.index()) : null;
        double start = (video != null) ? video.start() : Double.POSITIVE_INFINITY;
        double end = (video != null) ? video.end() : Double.NEGATIVE_INFINITY;
        for (Probe.Audio track : source.probe().audio()) {
            StreamTimes audio = source.times(track.index());
            double padding = padding(video, audio);
            if (video == null || audio.start() < video.start() - padding) {
                start = Math.min(start, audio.start());
            }
            if (video == null || audio.end() > video.end() + padding) {
                end = Math.max(end, audio.end());
            }
        }
        return new MediaSpan(start, end);
    }

    private static double padding(@Nullable StreamTimes video, StreamTimes audio) {
        return (video != null) ? Math.min(MAX_PADDING, PADDING_PACKETS * audio.interval()) + ROUNDING : 0;
    }

    double duration() {
        return this.end - this.start;
    }

}
