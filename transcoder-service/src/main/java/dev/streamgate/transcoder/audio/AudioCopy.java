/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.audio;

import java.util.Optional;

import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.mp4.Mp4Track;
import dev.streamgate.transcoder.mp4.SampleTable;

/**
 * AAC-LC frames of an MP4 that can be played as they are.
 *
 * @param track the track
 * @param config how it is coded
 * @param firstFrame the frame that is played at the start of the presentation: those
 * before it are the encoder's priming, or belong to sound before the first picture
 * @param frames how many frames there are from there on
 */
public record AudioCopy(Mp4Track track, AacConfig config, int firstFrame, int frames) {

    private static final int MAX_CHANNELS = 2;

    /**
     * Looks whether a track can be copied; empty when it must be encoded.
     * @param track the track
     * @param start seconds of the presentation's start in the file's own time
     */
    public static Optional<AudioCopy> of(Mp4Track track, double start) {
        AacConfig config = track.audio();
        SampleTable samples = track.samples();
        if (config == null || !config.isPlain() || config.channels() > MAX_CHANNELS || samples.count() == 0
                || !framesAreWhole(track, config)) {
            return Optional.empty();
        }
        double ticks = track.edit().mediaStart() + (start - track.edit().delay()) * track.timescale();
        double frame = ticks * config.sampleRate() / track.timescale() / AacConfig.FRAME;
        int first = (int) Math.round(frame);
        if (first < 0 || first >= samples.count()) {
            return Optional.empty();
        }
        return Optional.of(new AudioCopy(track, config, first, samples.count() - first));
    }

    /**
     * All frames but the last last 1024 samples, so that time can be counted in frames.
     */
    private static boolean framesAreWhole(Mp4Track track, AacConfig config) {
        SampleTable samples = track.samples();
        for (int i = 0; i < samples.count(); i++) {
            long expected = (long) i * AacConfig.FRAME * track.timescale() / config.sampleRate();
            if (Math.abs(samples.decodeTime(i) - expected) > 1) {
                return false;
            }
        }
        return true;
    }

}
