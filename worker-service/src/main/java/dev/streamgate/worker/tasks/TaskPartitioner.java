/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.worker.media.PackagePlan;
import dev.streamgate.worker.queue.SegmentRange;
import dev.streamgate.worker.queue.Urgency;

/**
 * Partitions a planned video into tasks, so that each segment of each rendition belongs
 * to exactly one task. Order: what playback needs to start, then copied renditions, then
 * encoded ones, then those of additional codecs; each by its time in the video, so that
 * concurrent videos advance together. A task encodes renditions of one codec, since the
 * slowest encoder determines the speed of all.
 */
@Component
public class TaskPartitioner {

    /** Ordinal of the first encode task; the column {@code stage} depends on it. */
    private static final int ENCODE_ORDINAL = 1_000_000;

    /** Ordinal of the first encode task of additional codecs. */
    private static final int ADDITIONAL_ORDINAL = 1_500_000;

    /** Share of the configured length from which a task is long enough. */
    private static final double MIN_LENGTH = 0.9;

    private final TaskProperties properties;

    TaskPartitioner(TaskProperties properties) {
        this.properties = properties;
    }

    List<PlannedTask> partition(PackagePlan plan) {
        List<PlannedTask> tasks = new ArrayList<>();
        for (PackagePlan.Audio audio : plan.audio()) {
            tasks.addAll(tasks(plan, MediaTask.AUDIO, List.of(audio.name()),
                    ends(audio.segments(), audio.sampleRate(), true, List.of(this.properties.audioLength()))));
        }
        for (PackagePlan.Video video : plan.video()) {
            if (video.mode() == Mode.REMUX) {
                tasks.addAll(tasks(plan, MediaTask.REMUX, List.of(video.name()),
                        ends(plan.segments(), plan.timescale(), true, List.of(this.properties.remuxLength()))));
            }
        }
        for (VideoCodec codec : VideoCodec.values()) {
            List<String> encoded = plan.video()
                .stream()
                .filter((video) -> video.mode() == Mode.ENCODE && video.codec() == codec)
                .map(PackagePlan.Video::name)
                .toList();
            if (!encoded.isEmpty()) {
                tasks.addAll(tasks(plan, MediaTask.ENCODE, encoded,
                        ends(plan.segments(), plan.timescale(), false, this.properties.encodeLengths())));
            }
        }
        if (plan.subtitles() != null && !plan.subtitles().isEmpty()) {
            tasks.add(new PlannedTask(MediaTask.SUBTITLES, ENCODE_ORDINAL - 1, Urgency.BACKGROUND, null));
        }
        tasks.add(new PlannedTask(MediaTask.IMAGES, ENCODE_ORDINAL + 1, Urgency.BACKGROUND, null));
        tasks.sort(Comparator.comparingInt(PlannedTask::ordinal));
        return tasks;
    }

    /**
     * Returns the ordinal of a task; the plan task has 0.
     * @param first the task's first segment
     */
    public int ordinal(PackagePlan plan, String type, List<String> renditions, int first) {
        int base = type.equals(MediaTask.AUDIO) ? 1 : 2;
        if (type.equals(MediaTask.ENCODE) && !(first == 0 && isNeededToStart(plan, renditions))) {
            base = plan.isAdditional(renditions.getFirst()) ? ADDITIONAL_ORDINAL : ENCODE_ORDINAL;
        }
        return base + 2 * startSecond(plan, type, renditions, first);
    }

    /** Whether playback starts with these encoded renditions. */
    private static boolean isNeededToStart(PackagePlan plan, List<String> renditions) {
        return plan.video().stream().noneMatch((video) -> video.mode() == Mode.REMUX)
                && !plan.isAdditional(renditions.getFirst());
    }

    private List<PlannedTask> tasks(PackagePlan plan, String type, List<String> renditions, List<Integer> ends) {
        List<PlannedTask> tasks = new ArrayList<>();
        int first = 0;
        for (int end : ends) {
            boolean startup = first == 0 && (!type.equals(MediaTask.ENCODE) || isNeededToStart(plan, renditions));
            tasks.add(new PlannedTask(type, ordinal(plan, type, renditions, first),
                    startup ? Urgency.STARTUP : Urgency.BACKGROUND, SegmentRange.unpublished(renditions, first, end)));
            first = end;
        }
        return tasks;
    }

    /** The ends (exclusive) of consecutive tasks of about the given lengths. */
    private List<Integer> ends(List<Long> segments, int ticksPerSecond, boolean shortStart, List<Duration> lengths) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        if (shortStart && !segments.isEmpty()) {
            start = Math.min(this.properties.firstSegments(), segments.size());
            ends.add(start);
        }
        int task = 0;
        long ticks = 0;
        for (int segment = start; segment < segments.size(); segment++) {
            ticks += segments.get(segment);
            Duration length = lengths.get(Math.min(task, lengths.size() - 1));
            if (ticks * 1000 >= MIN_LENGTH * length.toMillis() * ticksPerSecond || segment == segments.size() - 1) {
                ends.add(segment + 1);
                ticks = 0;
                task++;
            }
        }
        return ends;
    }

    private static int startSecond(PackagePlan plan, String type, List<String> renditions, int first) {
        List<Long> segments = plan.segments();
        int ticksPerSecond = plan.timescale();
        if (type.equals(MediaTask.AUDIO)) {
            PackagePlan.Audio audio = plan.audio()
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
