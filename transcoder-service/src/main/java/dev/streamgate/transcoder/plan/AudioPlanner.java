/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.audio.AudioCopy;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.SampleTable;
import org.springframework.stereotype.Component;

/** Fixes the sound track. */
@Component
class AudioPlanner {

    private static final String NAME = "audio";

    private static final double SEGMENT = 4;

    private static final int USUAL_RATE = 48_000;

    /** Of AAC at a constant rate, over one segment: its bit reservoir and its headers. */
    private static final double PEAK = 1.15;

    private final Ladder ladder;

    AudioPlanner(Ladder ladder) {
        this.ladder = ladder;
    }

    /**
     * Plans the sound of a file that has some.
     * @param duration seconds of the presentation; sound does not last longer
     */
    AudioRendition plan(PreparedSource media, double duration) {
        Probe.Audio audio = media.probe().audio().getFirst();
        Optional<AudioCopy> copy = copy(media);
        if (copy.isPresent()) {
            return copied(copy.get(), audio, duration);
        }
        int rate = (audio.sampleRate() == 44_100) ? 44_100 : USUAL_RATE;
        int bitrate = this.ladder.properties().audioBitrate();
        return new AudioRendition(NAME, audio.language(), 2, rate, (int) (bitrate * PEAK),
                new AacConfig(AacConfig.LOW_COMPLEXITY, rate, 2).codecs(), segments(frames(duration, rate), rate),
                Mode.ENCODE);
    }

    private static Optional<AudioCopy> copy(PreparedSource media) {
        Mp4Index index = media.index();
        if (index == null) {
            return Optional.empty();
        }
        int track = media.probe().defaultAudioTrack();
        RemuxPlan remux = media.remux();
        double start = (remux != null) ? remux.start() : Math.max(0, media.probe().start());
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
            for (int end = frame + (int) (segment / AacConfig.FRAME); frame < end; frame++) {
                bytes += samples.size(frame);
            }
            peak = Math.max(peak, 8.0 * bytes * config.sampleRate() / segment);
        }
        return new AudioRendition(NAME, audio.language(), config.channels(), config.sampleRate(), (int) Math.ceil(peak),
                config.codecs(), segments, Mode.REMUX);
    }

    private static int frames(double duration, int rate) {
        return (int) Math.max(1, Math.ceil(duration * rate / AacConfig.FRAME));
    }

    private static List<Long> segments(int frames, int rate) {
        int perSegment = (int) Math.round(SEGMENT * rate / AacConfig.FRAME);
        List<Long> segments = new ArrayList<>();
        for (int frame = 0; frame < frames; frame += perSegment) {
            segments.add((long) Math.min(perSegment, frames - frame) * AacConfig.FRAME);
        }
        return segments;
    }

}
