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

import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.mp4.AvcConfig;
import dev.streamgate.transcoder.mp4.AvcSamples;
import dev.streamgate.transcoder.mp4.Mp4Track;
import dev.streamgate.transcoder.mp4.VideoTimeline;

/**
 * A video whose own samples can be played as they are.
 *
 * @param track the track
 * @param config how it is coded
 * @param timeline its frames
 * @param frames number of frames of each segment
 * @param start seconds of the first frame in the file's own time
 */
record RemuxPlan(Mp4Track track, AvcConfig config, VideoTimeline timeline, List<Integer> frames, double start) {

    /** Players of today decode 8 bit 4:2:0 up to this size in hardware. */
    private static final int MAX_SIDE = 3840;

    private static final double LONGEST_GROUP = 10;

    private static final double SEGMENT = 4;

    /** The first segment is short, so that play starts early. */
    private static final double FIRST_SEGMENT = 2;

    /** Whether the codec and the picture are such that every browser plays them. */
    static boolean isPlayable(Probe.Video video) {
        String profile = video.profile().toLowerCase(Locale.ROOT);
        return video.codec().equals("h264")
                && (profile.endsWith("baseline") || profile.equals("main") || profile.equals("high"))
                && (video.pixelFormat().equals("yuv420p") || video.pixelFormat().equals("yuvj420p"))
                && !video.interlaced() && video.rotation() == 0 && !video.mirrored()
                && video.sampleAspectRatio().numerator() == video.sampleAspectRatio().denominator()
                && Math.max(video.width(), video.height()) <= MAX_SIDE;
    }

    /** Whether the frames can be cut and timed as they are; empty when not. */
    static Optional<RemuxPlan> of(Path file, Mp4Track track, Probe.Video video) throws IOException {
        AvcConfig config = track.video();
        Optional<VideoTimeline> timeline = VideoTimeline.of(track.samples());
        if (config == null || config.width() != video.width() || config.height() != video.height() || timeline.isEmpty()
                || !playsWhole(track, timeline.get())
                || timeline.get().longestPiece() > LONGEST_GROUP * track.timescale()) {
            return Optional.empty();
        }
        List<Integer> frames = timeline.get()
            .segments((long) (FIRST_SEGMENT * track.timescale()), (long) (SEGMENT * track.timescale()));
        if (!beginWithIdr(file, track, config, frames)) {
            return Optional.empty();
        }
        double start = track.edit().delay()
                + Math.max(0, (double) (firstShown(track) - track.edit().mediaStart()) / track.timescale());
        return Optional.of(new RemuxPlan(track, config, timeline.get(), frames, start));
    }

    /** An edit that hides frames cannot be expressed by copying samples. */
    private static boolean playsWhole(Mp4Track track, VideoTimeline timeline) {
        int count = timeline.count();
        long longestFrame = 0;
        for (int i = 0; i < count; i++) {
            longestFrame = Math.max(longestFrame, timeline.at(i + 1) - timeline.at(i));
        }
        Mp4Track.Edit edit = track.edit();
        boolean fromStart = edit.mediaStart() <= firstShown(track) + timeline.at(1) / 2;
        double hidden = timeline.at(count) - edit.duration() * track.timescale();
        return fromStart && (edit.duration() == 0 || hidden <= longestFrame);
    }

    private static long firstShown(Mp4Track track) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < track.samples().count(); i++) {
            first = Math.min(first, track.samples().presentationTime(i));
        }
        return first;
    }

    private static boolean beginWithIdr(Path file, Mp4Track track, AvcConfig config, List<Integer> frames)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int sample = 0;
            for (int count : frames) {
                if (!AvcSamples.isIdr(channel, track.samples(), sample, config)) {
                    return false;
                }
                sample += count;
            }
            return true;
        }
    }

}
