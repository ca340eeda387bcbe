/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.colour.ColourFilters;
import dev.streamgate.transcoder.mp4.AvcSamples;
import dev.streamgate.transcoder.mp4.Mp4Track;
import dev.streamgate.transcoder.mp4.Mp4Video;
import dev.streamgate.transcoder.mp4.VideoTimeline;
import dev.streamgate.transcoder.source.ProbedStreams;

/**
 * The repackaging of a video whose samples can be played without encoding.
 *
 * @param video the video track
 * @param frames number of frames of each segment
 */
record RemuxPlan(Mp4Video video, List<Integer> frames) {

    /** Current players decode 8 bit 4:2:0 up to this size in hardware. */
    private static final int MAX_SIDE = 3840;

    private static final double MAX_CUT_INTERVAL = 10;

    private static final double SEGMENT_DURATION = 4;

    /** Short, so that playback starts early. */
    private static final double FIRST_SEGMENT_DURATION = 2;

    /** Whether every browser plays the codec and picture format. */
    static boolean isPlayable(Probe.Video probed) {
        String profile = probed.profile().toLowerCase(Locale.ROOT);
        return probed.codec().equals("h264")
                && (profile.endsWith("baseline") || profile.equals("main") || profile.equals("high"))
                && (probed.pixelFormat().equals("yuv420p") || probed.pixelFormat().equals("yuvj420p"))
                && !ColourFilters.needsConversion(ProbedStreams.colour(probed.colour())) && !probed.interlaced()
                && probed.rotation() == 0 && !probed.mirrored()
                && probed.sampleAspectRatio().numerator() == probed.sampleAspectRatio().denominator()
                && Math.max(probed.width(), probed.height()) <= MAX_SIDE;
    }

    /**
     * Plans the repackaging of a track; empty if its samples cannot be cut or timed
     * without encoding.
     */
    static Optional<RemuxPlan> of(Path file, @Nullable Mp4Track track, Probe.Video probed) throws IOException {
        Mp4Video video = Mp4Video.of(track).orElse(null);
        if (video == null || !CopyCheck.passes(file, video) || video.config().width() != probed.width()
                || video.config().height() != probed.height() || !playsAllFrames(video)
                || video.timeline().longestInterval() > MAX_CUT_INTERVAL * video.track().timescale()) {
            return Optional.empty();
        }
        int timescale = video.track().timescale();
        List<Integer> frames = video.timeline()
            .segments((long) (FIRST_SEGMENT_DURATION * timescale), (long) (SEGMENT_DURATION * timescale));
        if (!startWithIdr(file, video, frames)) {
            return Optional.empty();
        }
        return Optional.of(new RemuxPlan(video, frames));
    }

    /** Copied samples cannot express an edit that hides frames. */
    private static boolean playsAllFrames(Mp4Video video) {
        Mp4Track track = video.track();
        VideoTimeline timeline = video.timeline();
        int count = timeline.count();
        long longestFrame = 0;
        for (int i = 0; i < count; i++) {
            longestFrame = Math.max(longestFrame, timeline.at(i + 1) - timeline.at(i));
        }
        Mp4Track.Edit edit = track.edit();
        boolean fromStart = edit.mediaStart() <= firstPresentationTime(track) + timeline.at(1) / 2;
        double hidden = timeline.at(count) - edit.duration() * track.timescale();
        return fromStart && (edit.duration() == 0 || hidden <= longestFrame);
    }

    private static long firstPresentationTime(Mp4Track track) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < track.samples().count(); i++) {
            first = Math.min(first, track.samples().presentationTime(i));
        }
        return first;
    }

    private static boolean startWithIdr(Path file, Mp4Video video, List<Integer> frames) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int sample = 0;
            for (int count : frames) {
                if (!AvcSamples.isIdr(channel, video.track().samples(), sample, video.config())) {
                    return false;
                }
                sample += count;
            }
            return true;
        }
    }

}
