/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.media.ffmpeg.FfmpegRun;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.mp4.FragmentReader;
import dev.streamgate.transcoder.mp4.Mp4Video;
import dev.streamgate.transcoder.segment.SegmentFrames;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.source.PlannedSource;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/** Encodes segments of video renditions with ffmpeg. Thread-safe. */
@Component
public class VideoEncoder {

    /** Time limit in multiples of the video's duration. */
    private static final int MAX_SLOWDOWN = 60;

    /** Seconds decoded before the first segment, by attempt; finally all. */
    private static final double[] MARGINS = { 0, 20, 300, Integer.MAX_VALUE };

    private static final Duration MIN_TIME_LIMIT = Duration.ofMinutes(5);

    private final SegmentPublisher publisher;

    private final TaskFfmpeg ffmpeg;

    private final EncodeCommand command;

    VideoEncoder(SegmentPublisher publisher, TaskFfmpeg ffmpeg, EncodeCommand command) {
        this.publisher = publisher;
        this.ffmpeg = ffmpeg;
        this.command = command;
    }

    /**
     * Encodes segments of a copied rendition, whose samples do not decode. They have
     * parameter sets of their own; its init section and the times of its frames stay.
     * @param source the source
     * @param video its video
     * @param from the first of the segments, which the task's end follows
     */
    public void conceal(PlannedSource source, Mp4Video video, int from, TaskContext context)
            throws IOException, InterruptedException {
        List<VideoRendition> copied = source.presentation()
            .video()
            .stream()
            .filter((rendition) -> rendition.mode() == Mode.REMUX)
            .toList();
        encode(new EncodeJob(source, copied, new SegmentFrames(source.presentation().frames()),
                source.remuxedTimeline(video), from, context.end()), context);
    }

    /**
     * Encodes the segments. Where nothing decodes, because the video ends earlier than
     * its packets or is damaged, the last frame before is repeated: each attempt looks
     * for it further back.
     */
    void encode(EncodeJob job, TaskContext context) throws IOException, InterruptedException {
        EncodeJob rest = job;
        for (double margin : MARGINS) {
            int next = encode(rest, margin, context);
            if (next >= context.end()) {
                return;
            }
            rest = rest.from(next);
        }
        throw new UnreadableMediaException("No frame of the video can be decoded.");
    }

    /** Encodes from the job's first segment on; returns the first that is missing. */
    private int encode(EncodeJob job, double margin, TaskContext context) throws IOException, InterruptedException {
        List<SegmentAssembler> assemblers = new ArrayList<>();
        for (VideoRendition rendition : job.renditions()) {
            assemblers.add(new SegmentAssembler(job, rendition, this.publisher));
        }
        this.ffmpeg.run(this.command.arguments(job, margin), context.urgent(), timeLimit(job), context,
                (run) -> publish(job, run, assemblers, context));
        return assemblers.stream().mapToInt(SegmentAssembler::segment).min().orElse(job.to());
    }

    private static void publish(EncodeJob job, FfmpegRun run, List<SegmentAssembler> assemblers, TaskContext context)
            throws IOException, InterruptedException {
        run.tag("profile",
                job.renditions()
                    .stream()
                    .map((rendition) -> VideoCodec.of(rendition.codecs()).id())
                    .distinct()
                    .collect(Collectors.joining(",")))
            .tag("renditions", job.renditions().stream().map(VideoRendition::name).collect(Collectors.joining(",")))
            .tag("segments", job.from() + "-" + (job.to() - 1))
            .tag("frames", String.valueOf(job.frames()));
        Progress progress = new Progress(assemblers, context);
        long started = System.nanoTime();
        new FragmentReader(run.output()).read((track, time, sync, data) -> {
            assemblers.get(track.number()).accept(track, time, sync, data, context);
            return progress.report();
        });
        double seconds = (System.nanoTime() - started) / 1e9;
        run.tag("speed", String.format(Locale.ROOT, "%.2f", job.duration() / Math.max(0.001, seconds)));
        if (progress.report()) {
            run.await();
        }
    }

    private static Duration timeLimit(EncodeJob job) {
        Duration limit = Duration.ofSeconds((long) (job.duration() * MAX_SLOWDOWN));
        return (limit.compareTo(MIN_TIME_LIMIT) > 0) ? limit : MIN_TIME_LIMIT;
    }

    /** The segments that are published in all renditions. */
    private static final class Progress {

        private final List<SegmentAssembler> assemblers;

        private final TaskContext context;

        private int published = -1;

        Progress(List<SegmentAssembler> assemblers, TaskContext context) {
            this.assemblers = assemblers;
            this.context = context;
        }

        /** Reports newly published segments; returns whether segments remain. */
        boolean report() {
            int next = this.assemblers.stream().mapToInt(SegmentAssembler::segment).min().orElse(0);
            if (next > this.published) {
                this.published = next;
                this.context.published(next);
            }
            return next < this.context.end();
        }

    }

}
