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
 * delay or precede the first picture
 * @param frames number of frames from there on
 */
public record AudioCopy(Mp4Track track, AacConfig config, int firstFrame, int frames) {

    private static final int MAX_CHANNELS = 2;

    /**
     * Checks whether a track can be copied.
     * @param track the track
     * @param start seconds of the presentation's start in the file's clock
     * @return the frames to copy; empty if the track must be encoded
     */
    public static Optional<AudioCopy> of(Mp4Track track, double start) {
        AacConfig config = track.audio();
        SampleTable samples = track.samples();
        if (config == null || !config.isPlain() || config.channels() > MAX_CHANNELS || samples.count() == 0
                || !hasFullFrames(track, config)) {
            return Optional.empty();
        }
        double ticks = track.edit().mediaStart() + (start - track.edit().delay()) * track.timescale();
        double frame = ticks * config.sampleRate() / track.timescale() / AacConfig.FRAME_SAMPLES;
        int first = (int) Math.round(frame);
        if (first < 0 || first >= samples.count()) {
            return Optional.empty();
        }
        return Optional.of(new AudioCopy(track, config, first, samples.count() - first));
    }

    /**
     * Whether all frames but the last have 1024 samples, so that time can be counted in
     * frames.
     */
    private static boolean hasFullFrames(Mp4Track track, AacConfig config) {
        SampleTable samples = track.samples();
        for (int i = 0; i < samples.count(); i++) {
            long expected = (long) i * AacConfig.FRAME_SAMPLES * track.timescale() / config.sampleRate();
            if (Math.abs(samples.decodeTime(i) - expected) > 1) {
                return false;
            }
        }
        return true;
    }

}
