/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.source;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.media.Presentation.AudioStream;
import dev.streamgate.contracts.media.Presentation.Colour;
import dev.streamgate.contracts.media.Presentation.SourceStreams;
import dev.streamgate.contracts.media.Presentation.VideoStream;
import dev.streamgate.media.ffmpeg.Probe;

/** Selects from a probe what the tasks of a presentation need. */
public final class ProbedStreams {

    private ProbedStreams() {
    }

    /**
     * Describes the selected streams of a file.
     * @param probe the file's probe
     * @param firstAudioFrame the frame at which copied audio starts; 0 for encoded audio
     */
    public static SourceStreams of(Probe probe, int firstAudioFrame) {
        Probe.Video video = probe.video();
        return new SourceStreams(probe.start(), (video != null) ? video(video, video.start(), null, null) : null,
                probe.audio().isEmpty() ? null : new AudioStream(probe.audio().getFirst().index(),
                        probe.audio().getFirst().track(), firstAudioFrame));
    }

    /**
     * Describes a video stream.
     * @param video its probe
     * @param start timestamp of its first frame
     * @param recovery seconds that decoding must begin before a wanted frame;
     * {@code null} for 0
     * @param keyFrameInterval longest time without a key frame in seconds; {@code null}
     * if unknown
     */
    public static VideoStream video(Probe.Video video, double start, @Nullable Double recovery,
            @Nullable Double keyFrameInterval) {
        return new VideoStream(video.index(), start, video.interlaced(), video.bitDepth(), colour(video.colour()),
                recovery, keyFrameInterval);
    }

    /** The same record of the contracts. */
    public static Colour colour(Probe.Colour colour) {
        return new Colour(colour.matrix(), colour.primaries(), colour.transfer(), colour.fullRange(), colour.peak());
    }

}
