/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.util.Optional;

/**
 * The AAC-LC frames of an MP4 track that can be copied.
 *
 * @param track the track
 * @param config its codec configuration
 * @param firstFrame the frame at which the presentation starts; earlier ones are encoder
 * delay. Negative if the track starts later: frames before 0 are silent
 */
public record AudioCopy(Mp4Track track, AacConfig config, int firstFrame) {

    /** Seconds; Matroska and FLV have timestamps of whole milliseconds. */
    private static final double ROUNDING = 0.0011;

    /**
     * Checks whether a track can be copied.
     * @param track the track
     * @param start seconds of the presentation's start in the file's clock
     * @return the frames to copy; empty if the track must be encoded
     */
    public static Optional<AudioCopy> of(Mp4Track track, double start) {
        AacConfig config = track.audio();
        SampleTable samples = track.samples();
        if (config == null || !config.isPlain() || !SilentFrame.exists(config.channels()) || samples.count() == 0
                || track.descriptions() != 1 || !hasFullFrames(track, config)) {
            return Optional.empty();
        }
        double ticks = track.edit().mediaStart() + (start - track.edit().delay()) * track.timescale();
        double frame = ticks * config.sampleRate() / track.timescale() / AacConfig.FRAME_SAMPLES;
        int first = (int) Math.round(frame);
        return (first < samples.count()) ? Optional.of(new AudioCopy(track, config, first)) : Optional.empty();
    }

    /**
     * Whether all frames but the last have 1024 samples, so that time can be counted in
     * frames.
     */
    private static boolean hasFullFrames(Mp4Track track, AacConfig config) {
        SampleTable samples = track.samples();
        double tolerance = Math.max(1, ROUNDING * track.timescale());
        for (int i = 0; i < samples.count(); i++) {
            long expected = (long) i * AacConfig.FRAME_SAMPLES * track.timescale() / config.sampleRate();
            if (Math.abs(samples.decodeTime(i) - expected) > tolerance) {
                return false;
            }
        }
        return true;
    }

}
