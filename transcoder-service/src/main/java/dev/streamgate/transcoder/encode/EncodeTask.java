/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.FfmpegRun;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.mp4.FragmentReader;
import dev.streamgate.transcoder.mp4.FrameTimes;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.Mp4Track;
import dev.streamgate.transcoder.mp4.VideoTimeline;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.presentation.SegmentPublisher;
import dev.streamgate.transcoder.presentation.Segments;
import dev.streamgate.transcoder.source.SourceFile;
import dev.streamgate.transcoder.source.SourceFiles;
import dev.streamgate.transcoder.task.PackageKey;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskContext.Interest;

/** Encodes a run of segments in several renditions at once. */
@Component
class EncodeTask implements Task {

    /** Far slower than this a machine cannot serve a viewer anyway. */
    private static final int SLOWEST = 60;

    private static final Duration LEAST_LIMIT = Duration.ofMinutes(5);

    private final PresentationStore presentations;

    private final SegmentPublisher segmentPublisher;

    private final SourceFiles sources;

    private final Ffmpeg ffmpeg;

    private final EncodeCommand command;

    EncodeTask(PresentationStore presentations, SegmentPublisher segmentPublisher, SourceFiles sources, Ffmpeg ffmpeg,
            EncodeCommand command) {
        this.presentations = presentations;
        this.segmentPublisher = segmentPublisher;
        this.sources = sources;
        this.ffmpeg = ffmpeg;
        this.command = command;
    }

    @Override
    public String type() {
        return MediaTask.ENCODE;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext control) throws IOException, InterruptedException {
        Presentation presentation = this.presentations.get(PackageKey.of(task));
        List<VideoRendition> renditions = renditions(presentation, task.renditions());
        List<String> names = renditions.stream().map(VideoRendition::name).toList();
        int from = this.segmentPublisher.firstMissing(presentation.packageKey(), names, task.fromSegment(),
                control.end());
        control.published(from);
        int to = control.end();
        if (from < to) {
            try (SourceFile source = this.sources.open(presentation, task)) {
                EncodeJob job = job(presentation, source.path(), renditions, from, to);
                encode(job, control);
                return Map.of("encodedSeconds", job.duration());
            }
        }
        return Map.of();
    }

    private static List<VideoRendition> renditions(Presentation presentation, @Nullable List<String> names) {
        return presentation.video()
            .stream()
            .filter((rendition) -> rendition.mode() == Mode.ENCODE)
            .filter((rendition) -> names == null || names.contains(rendition.name()))
            .toList();
    }

    private EncodeJob job(Presentation presentation, Path source, List<VideoRendition> renditions, int from, int to)
            throws IOException, InterruptedException {
        Segments segments = new Segments(presentation.frames());
        boolean passThrough = presentation.video().stream().anyMatch((rendition) -> rendition.mode() == Mode.REMUX);
        FrameTimes times = passThrough ? timeline(source) : FrameTimes.constant(segments.firstFrame(segments.count()),
                presentation.segments().getFirst() / presentation.frames().getFirst());
        return new EncodeJob(presentation, source, this.ffmpeg.probe(source), renditions, segments, times, passThrough,
                from, to);
    }

    private static FrameTimes timeline(Path source) throws IOException {
        Mp4Track track = Mp4Index.read(source).video();
        if (track == null) {
            throw new IOException("The source is not the one that was planned");
        }
        return VideoTimeline.of(track.samples())
            .orElseThrow(() -> new IOException("The source is not the one that was planned"));
    }

    private void encode(EncodeJob job, TaskContext control) throws IOException, InterruptedException {
        List<SegmentAssembler> assemblers = new ArrayList<>();
        for (VideoRendition rendition : job.renditions()) {
            assemblers.add(new SegmentAssembler(job, rendition, this.segmentPublisher));
        }
        Progress progress = new Progress(assemblers, control);
        try (FfmpegRun run = this.ffmpeg.start(this.command.arguments(job), control.urgent(), limit(job));
                Interest _ = control.whenStopped(run::kill)) {
            describe(run, job);
            long began = System.nanoTime();
            new FragmentReader(run.output()).read((track, time, sync, data) -> {
                assemblers.get(track.number()).accept(track, time, sync, data, control);
                return progress.goesOn();
            });
            double seconds = (System.nanoTime() - began) / 1e9;
            run.tag("speed", String.format(Locale.ROOT, "%.2f", job.duration() / Math.max(0.001, seconds)));
            if (progress.goesOn()) {
                run.await();
                throw new UnreadableMediaException("The video ends before its file says it does.");
            }
        }
        catch (FfmpegException ex) {
            control.check();
            throw ex;
        }
    }

    private static void describe(FfmpegRun run, EncodeJob job) {
        run.tag("profile", "h264")
            .tag("renditions", job.renditions().stream().map(VideoRendition::name).collect(Collectors.joining(",")))
            .tag("segments", job.from() + "-" + (job.to() - 1))
            .tag("frames", String.valueOf(job.frames()));
    }

    private static Duration limit(EncodeJob job) {
        Duration limit = Duration.ofSeconds((long) (job.duration() * SLOWEST));
        return (limit.compareTo(LEAST_LIMIT) > 0) ? limit : LEAST_LIMIT;
    }

    /** How far all renditions are together. */
    private static final class Progress {

        private final List<SegmentAssembler> assemblers;

        private final TaskContext control;

        private int published = -1;

        Progress(List<SegmentAssembler> assemblers, TaskContext control) {
            this.assemblers = assemblers;
            this.control = control;
        }

        /** Whether something is left to do; tells of what is done. */
        boolean goesOn() {
            int next = this.assemblers.stream().mapToInt(SegmentAssembler::segment).min().orElse(0);
            if (next > this.published) {
                this.published = next;
                this.control.published(next);
            }
            return next < this.control.end();
        }

    }

}
