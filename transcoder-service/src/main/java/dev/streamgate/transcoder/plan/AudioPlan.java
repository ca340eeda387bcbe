/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import dev.streamgate.media.ffmpeg.Probe;

/**
 * An audio track to plan renditions of.
 *
 * @param source the file
 * @param audio the track
 * @param start timestamp at which the presentation starts
 * @param duration the presentation's duration in seconds
 */
record AudioPlan(PreparedSource source, Probe.Audio audio, double start, double duration) {

    /** Seconds of the presentation at which the track ends. */
    double end() {
        return this.source.times(this.audio.index()).end() - this.start;
    }

}
