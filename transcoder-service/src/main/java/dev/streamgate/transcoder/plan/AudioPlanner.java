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
import dev.streamgate.contracts.media.Presentation.AudioStream;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.suite.caption.LanguageTags;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.mp4.AudioCopy;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.SampleTable;

/** Plans the audio renditions. */
@Component
class AudioPlanner {

    private static final String NAME = "audio";

    private static final int STEREO = 2;

    private static final int FIVE_ONE = 6;

    private static final int SEVEN_ONE = 8;

    /** Bits per second of frames without content. */
    private static final int SILENCE_BITRATE = 8000;

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
     * Plans the audio renditions of a source, the default track first. Tracks of more
     * than two channels become a stereo rendition; those of 5.1 and 7.1 also one that
     * keeps the channels.
     * @param start timestamp at which the presentation starts
     * @param duration the presentation's duration in seconds, which all renditions have
     */
    List<AudioRendition> plan(PreparedSource source, double start, double duration, PlanNotes notes) {
        List<AudioRendition> renditions = new ArrayList<>();
        List<AudioRendition> surround = new ArrayList<>();
        for (Probe.Audio audio : source.probe().audio()) {
            String name = renditions.isEmpty() ? NAME : NAME + "-" + (renditions.size() + 1);
            AudioPlan plan = new AudioPlan(source, audio, start, duration);
            renditions.add((audio.channels() <= STEREO) ? rendition(plan, name, audio.channels())
                    : encoded(plan, name, STEREO));
            int channels = (audio.channels() >= SEVEN_ONE) ? SEVEN_ONE : FIVE_ONE;
            if (audio.channels() >= FIVE_ONE) {
                surround.add(rendition(plan, name + AudioRendition.SURROUND, channels));
            }
            else if (audio.channels() > STEREO) {
                notes.add("Audio track %d has %d channels and is offered in stereo.".formatted(audio.track() + 1,
                        audio.channels()));
            }
        }
        renditions.addAll(surround);
        return List.copyOf(renditions);
    }

    private AudioRendition rendition(AudioPlan plan, String name, int channels) {
        return copy(plan).filter((copy) -> copy.config().channels() == channels)
            .map((copy) -> copied(copy, plan, name))
            .orElseGet(() -> encoded(plan, name, Math.max(STEREO, channels)));
    }

    private static Optional<AudioCopy> copy(AudioPlan plan) {
        Mp4Index index = plan.source().index();
        int track = plan.audio().track();
        return (index != null && track < index.audio().size()) ? AudioCopy.of(index.audio().get(track), plan.start())
                : Optional.empty();
    }

    private AudioRendition encoded(AudioPlan plan, String name, int channels) {
        Probe.Audio audio = plan.audio();
        int rate = (audio.sampleRate() == 44_100) ? 44_100 : DEFAULT_SAMPLE_RATE;
        int bitrate = this.ladder.properties().audioBitrate() * channels / STEREO;
        return new AudioRendition(name, LanguageTags.of(audio.language()), channels, rate, (int) (bitrate * PEAK_RATIO),
                new AacConfig(AacConfig.LOW_COMPLEXITY, rate, channels).codecs(),
                segments(frames(plan.duration(), rate), rate), Mode.ENCODE, audio.title(),
                new AudioStream(audio.index(), audio.track(), 0, plan.end()));
    }

    private static AudioRendition copied(AudioCopy copy, AudioPlan plan, String name) {
        AacConfig config = copy.config();
        Probe.Audio audio = plan.audio();
        List<Long> segments = segments(frames(plan.duration(), config.sampleRate()), config.sampleRate());
        SampleTable samples = copy.track().samples();
        double peak = SILENCE_BITRATE;
        int frame = copy.firstFrame();
        for (long segment : segments) {
            long bytes = 0;
            for (int end = frame + (int) (segment / AacConfig.FRAME_SAMPLES); frame < end; frame++) {
                bytes += (frame >= 0 && frame < samples.count()) ? samples.size(frame) : 0;
            }
            peak = Math.max(peak, 8.0 * bytes * config.sampleRate() / segment);
        }
        return new AudioRendition(name, LanguageTags.of(audio.language()), config.channels(), config.sampleRate(),
                (int) Math.ceil(peak), config.codecs(), segments, Mode.REMUX, audio.title(),
                new AudioStream(audio.index(), audio.track(), copy.firstFrame(), plan.end()));
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
