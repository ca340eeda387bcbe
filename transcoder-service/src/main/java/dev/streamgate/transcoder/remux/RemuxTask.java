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
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.transcoder.copy.CopyPublisher;
import dev.streamgate.transcoder.copy.CopyPublisher.Rendition;
import dev.streamgate.transcoder.copy.CopyPublisher.Segment;
import dev.streamgate.transcoder.copy.CopyRejections.Track;
import dev.streamgate.transcoder.encode.VideoEncoder;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.mp4.InitSection;
import dev.streamgate.transcoder.mp4.Mp4Video;
import dev.streamgate.transcoder.mp4.SampleStream;
import dev.streamgate.transcoder.mp4.SampleTable;
import dev.streamgate.transcoder.mp4.VideoTimeline;
import dev.streamgate.transcoder.segment.SegmentFrames;
import dev.streamgate.transcoder.segment.SegmentTasks;
import dev.streamgate.transcoder.source.PlannedSource;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;

/**
 * Publishes the source's own video samples as a rendition, without encoding: sample data
 * is copied from the file to the segment.
 */
@Component
class RemuxTask implements Task {

    private final SegmentTasks segmentTasks;

    private final CopyPublisher publisher;

    private final VideoEncoder encoder;

    RemuxTask(SegmentTasks segmentTasks, CopyPublisher publisher, VideoEncoder encoder) {
        this.segmentTasks = segmentTasks;
        this.publisher = publisher;
        this.encoder = encoder;
    }

    @Override
    public String type() {
        return MediaTask.REMUX;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext context) throws IOException, InterruptedException {
        return this.segmentTasks.run(task, context, (presentation) -> List.of(rendition(presentation)),
                (source, from, _) -> copy(source, from, context));
    }

    private static String rendition(Presentation presentation) {
        return PlannedSource.remuxedRendition(presentation)
            .map(VideoRendition::name)
            .orElseThrow(() -> new IllegalStateException("The presentation has no remuxed rendition"));
    }

    private Map<String, Object> copy(PlannedSource source, int from, TaskContext context)
            throws IOException, InterruptedException {
        Mp4Video video = Mp4Video.read(source.path());
        try (FileChannel file = FileChannel.open(source.path(), StandardOpenOption.READ)) {
            VideoTimeline timeline = source.remuxedTimeline(video);
            long delay = (source.presentation().extras() != null) ? timeline.reorderDelay() : 0;
            SegmentFrames segments = new SegmentFrames(source.presentation().frames());
            Rendition rendition = new Rendition(source.presentation().packageKey(), rendition(source.presentation()),
                    Track.VIDEO, () -> InitSection.video(video.config(), video.track().timescale(), delay));
            return this.publisher.publish(rendition, from, (segment) -> {
                int first = segments.firstFrame(segment);
                int end = first + segments.frames(segment);
                return new Segment(fragment(segment, timeline, first, end, delay),
                        new SampleStream(file, video.track().samples(), first, end));
            }, (first) -> this.encoder.conceal(source, video, first, context), context);
        }
    }

    /**
     * Decode times are the presentation times in ascending order, so that a segment
     * starts at the presentation time of its first frame. Only that frame is known to be
     * an IDR picture.
     * @param delay ticks that the edit list subtracts again, so that no composition
     * offset is negative
     */
    private static Fragment fragment(int number, VideoTimeline timeline, int first, int end, long delay) {
        SampleTable samples = timeline.samples();
        Fragment fragment = new Fragment(number, timeline.at(first), end - first);
        for (int i = first; i < end; i++) {
            fragment.add(samples.size(i), timeline.at(i + 1) - timeline.at(i),
                    timeline.presentationTime(i) - timeline.at(i) + delay, i == first);
        }
        return fragment;
    }

}
