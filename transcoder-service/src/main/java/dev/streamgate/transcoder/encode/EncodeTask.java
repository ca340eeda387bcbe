/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.transcoder.mp4.FrameTimes;
import dev.streamgate.transcoder.mp4.Mp4Video;
import dev.streamgate.transcoder.segment.SegmentFrames;
import dev.streamgate.transcoder.segment.SegmentTasks;
import dev.streamgate.transcoder.source.PlannedSource;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;

/** Encodes a range of segments in several renditions at once. */
@Component
class EncodeTask implements Task {

    private final SegmentTasks segmentTasks;

    private final VideoEncoder encoder;

    EncodeTask(SegmentTasks segmentTasks, VideoEncoder encoder) {
        this.segmentTasks = segmentTasks;
        this.encoder = encoder;
    }

    @Override
    public String type() {
        return MediaTask.ENCODE;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext context) throws IOException, InterruptedException {
        return this.segmentTasks.run(task, context,
                (presentation) -> renditions(presentation, task.renditions()).stream()
                    .map(VideoRendition::name)
                    .toList(),
                (source, from, to) -> {
                    EncodeJob job = job(source, task.renditions(), from, to);
                    this.encoder.encode(job, context);
                    return Map.of("encodedSeconds", job.duration());
                });
    }

    private static List<VideoRendition> renditions(Presentation presentation, @Nullable List<String> names) {
        return presentation.video()
            .stream()
            .filter((rendition) -> rendition.mode() == Mode.ENCODE)
            .filter((rendition) -> names == null || names.contains(rendition.name()))
            .toList();
    }

    private static EncodeJob job(PlannedSource source, @Nullable List<String> names, int from, int to)
            throws IOException {
        Presentation presentation = source.presentation();
        SegmentFrames segments = new SegmentFrames(presentation.frames());
        FrameTimes times = source.isRemuxed() ? source.remuxedTimeline(Mp4Video.read(source.path()))
                : FrameTimes.constant(segments.firstFrame(segments.count()),
                        presentation.segments().getFirst() / presentation.frames().getFirst());
        return new EncodeJob(source, renditions(presentation, names), segments, times, from, to);
    }

}
