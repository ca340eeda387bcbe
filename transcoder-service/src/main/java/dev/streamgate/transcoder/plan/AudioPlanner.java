/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.mp4.AudioCopy;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.SampleTable;

/** Plans the audio rendition. */
@Component
class AudioPlanner {

    private static final String NAME = "audio";

    /** Seconds. */
    private static final double SEGMENT_DURATION = 4;

    private static final int DEFAULT_SAMPLE_RATE = 48_000;

    /** Peak to average bit rate of constant-rate AAC over one segment. */
    private static final double PEAK_RATIO = 1.15;

    private final Ladder ladder;

    AudioPlanner(Ladder ladder) {
        this.ladder = ladder;
    }

    /**
     * Plans the audio of a source that has audio.
     * @param duration the presentation's duration in seconds, which limits the audio's
     */
    AudioPlan plan(PreparedSource source, double duration) {
        Probe.Audio audio = source.probe().audio().getFirst();
        Optional<AudioCopy> copy = copy(source);
        if (copy.isPresent()) {
            return new AudioPlan(copied(copy.get(), audio, duration), copy.get().firstFrame());
        }
        int rate = (audio.sampleRate() == 44_100) ? 44_100 : DEFAULT_SAMPLE_RATE;
        int bitrate = this.ladder.properties().audioBitrate();
        AudioRendition rendition = new AudioRendition(NAME, audio.language(), 2, rate, (int) (bitrate * PEAK_RATIO),
                new AacConfig(AacConfig.LOW_COMPLEXITY, rate, 2).codecs(), segments(frames(duration, rate), rate),
                Mode.ENCODE);
        return new AudioPlan(rendition, 0);
    }

    private static Optional<AudioCopy> copy(PreparedSource source) {
        Mp4Index index = source.index();
        if (index == null) {
            return Optional.empty();
        }
        int track = source.probe().defaultAudioTrack();
        RemuxPlan remux = source.remux();
        double start = (remux != null) ? remux.start() : Math.max(0, source.probe().start());
        return (track < index.audio().size()) ? AudioCopy.of(index.audio().get(track), start) : Optional.empty();
    }

    private static AudioRendition copied(AudioCopy copy, Probe.Audio audio, double duration) {
        AacConfig config = copy.config();
        int frames = Math.min(copy.frames(), frames(duration, config.sampleRate()));
        List<Long> segments = segments(frames, config.sampleRate());
        SampleTable samples = copy.track().samples();
        double peak = 0;
        int frame = copy.firstFrame();
        for (long segment : segments) {
            long bytes = 0;
            for (int end = frame + (int) (segment / AacConfig.FRAME_SAMPLES); frame < end; frame++) {
                bytes += samples.size(frame);
            }
            peak = Math.max(peak, 8.0 * bytes * config.sampleRate() / segment);
        }
        return new AudioRendition(NAME, audio.language(), config.channels(), config.sampleRate(), (int) Math.ceil(peak),
                config.codecs(), segments, Mode.REMUX);
    }

    private static int frames(double duration, int rate) {
        return (int) Math.max(1, Math.ceil(duration * rate / AacConfig.FRAME_SAMPLES));
    }

    private static List<Long> segments(int frames, int rate) {
        int framesPerSegment = (int) Math.round(SEGMENT_DURATION * rate / AacConfig.FRAME_SAMPLES);
        List<Long> segments = new ArrayList<>();
        for (int frame = 0; frame < frames; frame += framesPerSegment) {
            segments.add((long) Math.min(framesPerSegment, frames - frame) * AacConfig.FRAME_SAMPLES);
        }
        return segments;
    }

}
