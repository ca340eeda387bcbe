/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.audio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.AudioStream;
import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.mp4.InitSection;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.Mp4Track;
import dev.streamgate.transcoder.mp4.SampleStream;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.task.TaskContext;

/** Copies the AAC frames of an MP4 into segments. */
@Component
class AudioCopier {

    private final SegmentPublisher publisher;

    AudioCopier(SegmentPublisher publisher) {
        this.publisher = publisher;
    }

    void copy(AudioJob job, TaskContext context) throws IOException {
        AudioStream stream = job.source().audio();
        List<Mp4Track> tracks = Mp4Index.read(job.source().path()).audio();
        Mp4Track track = (stream.track() < tracks.size()) ? tracks.get(stream.track()) : null;
        AacConfig config = (track != null) ? track.audio() : null;
        if (track == null || config == null) {
            throw new IOException("The audio track differs from the planned one: " + job.source().path());
        }
        this.publisher.init(job.packageKey(), job.name(), InitSection.audio(config));
        try (FileChannel file = FileChannel.open(job.source().path(), StandardOpenOption.READ)) {
            for (int segment = job.from(); segment < context.end(); segment++) {
                int first = job.segments().firstFrame(segment);
                int count = job.segments().frames(segment);
                Fragment fragment = new Fragment(segment, (long) first * AacConfig.FRAME_SAMPLES, count);
                int sample = stream.firstFrame() + first;
                for (int i = 0; i < count; i++) {
                    fragment.add(track.samples().size(sample + i), AacConfig.FRAME_SAMPLES, 0, true);
                }
                this.publisher.segment(job.packageKey(), job.name(), segment, fragment,
                        new SampleStream(file, track.samples(), sample, sample + count), context);
                context.published(segment + 1);
            }
        }
    }

}
