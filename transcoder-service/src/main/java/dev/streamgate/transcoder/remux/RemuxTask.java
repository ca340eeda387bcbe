/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.remux;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.transcoder.mp4.AvcConfig;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.mp4.InitSection;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.Mp4Track;
import dev.streamgate.transcoder.mp4.SampleStream;
import dev.streamgate.transcoder.mp4.SampleTable;
import dev.streamgate.transcoder.mp4.VideoTimeline;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.presentation.SegmentPublisher;
import dev.streamgate.transcoder.presentation.Segments;
import dev.streamgate.transcoder.source.SourceFile;
import dev.streamgate.transcoder.source.SourceFiles;
import dev.streamgate.transcoder.task.PackageKey;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;

/**
 * Publishes the source's own samples as the rendition {@code source}: no ffmpeg, the
 * bytes go from file to segment.
 */
@Component
class RemuxTask implements Task {

    private static final String SOURCE = "source";

    private final PresentationStore presentations;

    private final SegmentPublisher segmentPublisher;

    private final SourceFiles sources;

    RemuxTask(PresentationStore presentations, SegmentPublisher segmentPublisher, SourceFiles sources) {
        this.presentations = presentations;
        this.segmentPublisher = segmentPublisher;
        this.sources = sources;
    }

    @Override
    public String type() {
        return MediaTask.REMUX;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext control) throws IOException {
        Presentation presentation = this.presentations.get(PackageKey.of(task));
        String packageKey = presentation.packageKey();
        int from = this.segmentPublisher.firstMissing(packageKey, List.of(SOURCE), task.fromSegment(), control.end());
        control.published(from);
        if (from >= control.end()) {
            return Map.of();
        }
        try (SourceFile source = this.sources.open(presentation, task);
                FileChannel file = FileChannel.open(source.path(), StandardOpenOption.READ)) {
            Mp4Track track = Mp4Index.read(source.path()).video();
            AvcConfig config = (track != null) ? track.video() : null;
            if (track == null || config == null) {
                throw new IOException("The source is not the one that was planned");
            }
            VideoTimeline timeline = VideoTimeline.of(track.samples())
                .orElseThrow(() -> new IOException("The source is not the one that was planned"));
            this.segmentPublisher.init(packageKey, SOURCE, InitSection.video(config, track.timescale()));
            Segments segments = new Segments(presentation.frames());
            for (int segment = from; segment < control.end(); segment++) {
                int first = segments.firstFrame(segment);
                int end = first + segments.frames(segment);
                this.segmentPublisher.segment(packageKey, SOURCE, segment, fragment(segment, timeline, first, end),
                        new SampleStream(file, track.samples(), first, end), control);
                control.published(segment + 1);
            }
        }
        return Map.of();
    }

    /**
     * Samples are decoded at the times at which frames are shown, in order; the shift to
     * a frame's own time may then be negative, and the segment begins when its first
     * frame is shown.
     */
    private static Fragment fragment(int number, VideoTimeline timeline, int first, int end) {
        SampleTable samples = timeline.samples();
        Fragment fragment = new Fragment(number, timeline.at(first), end - first);
        for (int i = first; i < end; i++) {
            fragment.add(samples.size(i), timeline.at(i + 1) - timeline.at(i), timeline.shown(i) - timeline.at(i),
                    i == first || samples.isSync(i));
        }
        return fragment;
    }

}
