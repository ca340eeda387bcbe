/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.Probe.Ratio;
import dev.streamgate.media.ffmpeg.StreamTimes;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.Profile;
import dev.streamgate.transcoder.ladder.Rung;
import dev.streamgate.transcoder.mp4.AvcConfig;
import dev.streamgate.transcoder.mp4.SampleTable;
import dev.streamgate.transcoder.mp4.VideoTimeline;

/** Plans segments, video renditions and storyboard. */
@Component
class VideoPlanner {

    /** Seconds. */
    private static final double SEGMENT_DURATION = 4;

    /**
     * Durations of the first segments in seconds. Short ones let playback start as soon
     * as one second is encoded.
     */
    private static final List<Double> FIRST_SEGMENT_DURATIONS = List.of(1.0, 1.0, 2.0);

    private static final double MAX_DURATION = 24 * 3600;

    /** Seconds for which a repackaged frame is held. */
    private static final double MAX_HOLD = 4;

    /**
     * Peak to maximum average bit rate. The encoder's buffer holds one second, so two
     * seconds, the shortest span over which RFC 8216 measures the peak of four-second
     * segments, may contain the bits of three.
     */
    private static final double PEAK_RATIO = 1.5;

    private static final int TILE_SIDE = 160;

    private static final int TILES_PER_SIDE = 10;

    private static final int MAX_TILES = 300;

    private final Ladder ladder;

    VideoPlanner(Ladder ladder) {
        this.ladder = ladder;
    }

    /**
     * Plans the video of a source that has video.
     * @param span the part of the source's clock that the presentation covers
     */
    VideoPlan plan(PreparedSource source, Probe.Video probed, MediaSpan span, List<Profile> profiles)
            throws UnreadableMediaException {
        RemuxPlan remux = source.remux();
        StreamTimes times = source.times(probed.index());
        return (remux != null) ? remuxed(remux, times, span, profiles) : encoded(times, span, probed, profiles);
    }

    /**
     * Whether a repackaged video covers the span when its first and last frames are held.
     * Longer holds need frames that only an encoder makes.
     */
    static boolean canHold(StreamTimes video, MediaSpan span) {
        return video.start() - span.start() <= MAX_HOLD && span.end() - video.end() <= MAX_HOLD;
    }

    private VideoPlan remuxed(RemuxPlan remux, StreamTimes times, MediaSpan span, List<Profile> profiles) {
        int timescale = remux.video().track().timescale();
        VideoTimeline unheld = remux.video().timeline();
        long lead = Math.round((times.start() - span.start()) * timescale);
        long heldEnd = (span.end() > times.end()) ? Math.round(span.duration() * timescale) : 0;
        VideoTimeline timeline = unheld.within(lead, Math.max(unheld.at(unheld.count()) + lead, heldEnd));
        SampleTable samples = timeline.samples();
        List<Long> segments = new ArrayList<>();
        double peak = 0;
        long bytes = 0;
        int frame = 0;
        for (int count : remux.frames()) {
            long size = 0;
            for (int i = frame; i < frame + count; i++) {
                size += samples.size(i);
            }
            long duration = timeline.at(frame + count) - timeline.at(frame);
            segments.add(duration);
            peak = Math.max(peak, bitrate(size, duration, timescale));
            bytes += size;
            frame += count;
        }
        long end = timeline.at(timeline.count());
        AvcConfig config = remux.video().config();
        int width = config.width();
        int height = config.height();
        double rate = (double) timeline.count() * timescale / end;
        List<VideoRendition> renditions = new ArrayList<>();
        renditions.add(new VideoRendition("source", width, height, (int) Math.ceil(peak),
                (int) Math.ceil(bitrate(bytes, end, timescale)), config.codecs(), Mode.REMUX));
        renditions.addAll(renditions(this.ladder.rungs(profiles, width, height, true), rate));
        return new VideoPlan(width, height, rate, timescale, segments, remux.frames(), renditions,
                storyboard(width, height, (double) end / timescale));
    }

    private VideoPlan encoded(StreamTimes times, MediaSpan span, Probe.Video video, List<Profile> profiles)
            throws UnreadableMediaException {
        Ratio rate = FrameRates.of(video, times.toArray());
        double duration = span.duration();
        if (duration > MAX_DURATION) {
            throw new UnreadableMediaException("The video is longer than a day.");
        }
        int total = (int) Math.max(1, Math.round(duration * rate.value()));
        long frameDuration = FrameRates.frameDuration(rate);
        List<Integer> frames = new ArrayList<>();
        List<Long> segments = new ArrayList<>();
        for (int frame = 0; frame < total; frame += frames.getLast()) {
            double length = (frames.size() < FIRST_SEGMENT_DURATIONS.size())
                    ? FIRST_SEGMENT_DURATIONS.get(frames.size()) : SEGMENT_DURATION;
            int count = Math.min((int) Math.max(1, Math.round(length * rate.value())), total - frame);
            frames.add(count);
            segments.add(count * frameDuration);
        }
        double aspectRatio = video.sampleAspectRatio().value();
        int width = (int) Math.max(2, Math.round(video.width() * aspectRatio));
        int height = video.height();
        boolean upright = video.rotation() % 180 == 0;
        int displayWidth = upright ? width : height;
        int displayHeight = upright ? height : width;
        return new VideoPlan(displayWidth, displayHeight, rate.value(), FrameRates.timescale(rate), segments, frames,
                renditions(this.ladder.rungs(profiles, displayWidth, displayHeight, false), rate.value()),
                storyboard(displayWidth, displayHeight, total / rate.value()));
    }

    private static List<VideoRendition> renditions(List<Rung> rungs, double rate) {
        List<VideoRendition> renditions = new ArrayList<>();
        for (Rung rung : rungs) {
            int peak = (int) Math.ceil(rung.bitrate() * PEAK_RATIO);
            renditions.add(new VideoRendition(rung.name(), rung.width(), rung.height(), peak, rung.bitrate(),
                    rung.codecs(rate, peak), Mode.ENCODE));
        }
        return renditions;
    }

    private static Storyboard storyboard(int width, int height, double duration) {
        double scale = (double) TILE_SIDE / Math.max(width, height);
        int interval = (int) Math.max(1, Math.ceil(duration / MAX_TILES));
        int count = (int) Math.max(1, Math.ceil(duration / interval));
        return new Storyboard(even(width * scale), even(height * scale), Math.min(TILES_PER_SIDE, count),
                Math.min(TILES_PER_SIDE, Math.ceilDiv(count, TILES_PER_SIDE)), interval, count);
    }

    private static int even(double size) {
        return (int) Math.max(2, 2 * Math.round(size / 2));
    }

    private static double bitrate(long bytes, long ticks, int timescale) {
        return 8.0 * bytes * timescale / Math.max(1, ticks);
    }

}
