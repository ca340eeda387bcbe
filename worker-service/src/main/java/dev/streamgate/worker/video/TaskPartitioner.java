/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.worker.queue.SegmentRange;
import dev.streamgate.worker.queue.Urgency;

/**
 * Cuts a planned video into tasks: rectangles of renditions and segments that cover each
 * segment of each rendition once. What play needs first comes first; what need not be
 * encoded comes before what must; each part goes by its time in the video, so that
 * several videos advance together.
 */
@Component
class TaskPartitioner {

    private static final int ENCODING = 1_000_000;

    /** A run that is nearly as long as wished is long enough. */
    private static final double ENOUGH = 0.9;

    private final VideoProperties properties;

    TaskPartitioner(VideoProperties properties) {
        this.properties = properties;
    }

    List<TaskRange> cut(Presentation video) {
        List<TaskRange> tiles = new ArrayList<>();
        for (AudioRendition audio : video.audio()) {
            tiles.addAll(cut(video, MediaTask.AUDIO, List.of(audio.name()),
                    runs(audio.segments(), audio.sampleRate(), true, List.of(this.properties.audioRun()))));
        }
        for (VideoRendition rendition : video.video()) {
            if (rendition.mode() == Mode.REMUX) {
                tiles.addAll(cut(video, MediaTask.REMUX, List.of(rendition.name()),
                        runs(video.segments(), video.timescale(), true, List.of(this.properties.remuxRun()))));
            }
        }
        List<String> encoded = video.video()
            .stream()
            .filter((rendition) -> rendition.mode() == Mode.ENCODE)
            .map(VideoRendition::name)
            .toList();
        if (!encoded.isEmpty()) {
            tiles.addAll(cut(video, MediaTask.ENCODE, encoded,
                    runs(video.segments(), video.timescale(), false, this.properties.encodeRuns())));
        }
        if (!video.video().isEmpty()) {
            tiles.add(new TaskRange(MediaTask.IMAGES, ENCODING + 1, Urgency.BACKGROUND, null));
        }
        tiles.sort(Comparator.comparingInt(TaskRange::ordinal));
        return tiles;
    }

    /**
     * A task's place in the queue. The plan has 0.
     * @param first its first segment
     */
    int ordinal(Presentation video, String type, List<String> renditions, int first) {
        boolean background = type.equals(MediaTask.ENCODE) && !(first == 0 && isAllEncoded(video));
        int kind = type.equals(MediaTask.AUDIO) ? 1 : 2;
        return (background ? ENCODING : kind) + 2 * startSecond(video, type, renditions, first);
    }

    private static boolean isAllEncoded(Presentation video) {
        return video.video().stream().noneMatch((rendition) -> rendition.mode() == Mode.REMUX);
    }

    private List<TaskRange> cut(Presentation video, String type, List<String> renditions, List<Integer> ends) {
        List<TaskRange> tiles = new ArrayList<>();
        int first = 0;
        for (int end : ends) {
            boolean starts = first == 0 && (!type.equals(MediaTask.ENCODE) || isAllEncoded(video));
            tiles.add(new TaskRange(type, ordinal(video, type, renditions, first),
                    starts ? Urgency.START : Urgency.BACKGROUND, SegmentRange.unpublished(renditions, first, end)));
            first = end;
        }
        return tiles;
    }

    /** Where runs of segments end that are each about as long as wished. */
    private List<Integer> runs(List<Long> segments, int ticksPerSecond, boolean shortStart, List<Duration> lengths) {
        List<Integer> ends = new ArrayList<>();
        int begun = 0;
        if (shortStart && !segments.isEmpty()) {
            begun = Math.min(this.properties.firstSegments(), segments.size());
            ends.add(begun);
        }
        int run = 0;
        long ticks = 0;
        for (int segment = begun; segment < segments.size(); segment++) {
            ticks += segments.get(segment);
            Duration wished = lengths.get(Math.min(run, lengths.size() - 1));
            if (ticks * 1000 >= ENOUGH * wished.toMillis() * ticksPerSecond || segment == segments.size() - 1) {
                ends.add(segment + 1);
                ticks = 0;
                run++;
            }
        }
        return ends;
    }

    private static int startSecond(Presentation video, String type, List<String> renditions, int first) {
        List<Long> segments = video.segments();
        int ticksPerSecond = video.timescale();
        if (type.equals(MediaTask.AUDIO)) {
            AudioRendition audio = video.audio()
                .stream()
                .filter((one) -> renditions.contains(one.name()))
                .findFirst()
                .orElseThrow();
            segments = audio.segments();
            ticksPerSecond = audio.sampleRate();
        }
        return (int) (segments.stream().limit(first).mapToLong(Long::longValue).sum() / ticksPerSecond);
    }

}
