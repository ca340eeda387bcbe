/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.AudioStream;
import dev.streamgate.transcoder.copy.CopyPublisher;
import dev.streamgate.transcoder.copy.CopyPublisher.Rendition;
import dev.streamgate.transcoder.copy.CopyPublisher.Segment;
import dev.streamgate.transcoder.copy.CopyRejections.Track;
import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.mp4.InitSection;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.Mp4Track;
import dev.streamgate.transcoder.mp4.SampleStream;
import dev.streamgate.transcoder.mp4.SampleTable;
import dev.streamgate.transcoder.mp4.SilentFrame;
import dev.streamgate.transcoder.task.TaskContext;

/**
 * Copies the AAC frames of an MP4 into segments. Before the first and after the last one
 * there is silence.
 */
@Component
class AudioCopier {

    private final CopyPublisher publisher;

    private final AudioEncoder encoder;

    AudioCopier(CopyPublisher publisher, AudioEncoder encoder) {
        this.publisher = publisher;
        this.encoder = encoder;
    }

    Map<String, Object> copy(AudioJob job, TaskContext context) throws IOException, InterruptedException {
        AudioStream stream = job.stream();
        List<Mp4Track> tracks = Mp4Index.read(job.source().path()).audio();
        Mp4Track track = (stream.track() < tracks.size()) ? tracks.get(stream.track()) : null;
        AacConfig config = (track != null) ? track.audio() : null;
        if (track == null || config == null) {
            throw new IOException("The audio track differs from the planned one: " + job.source().path());
        }
        Rendition rendition = new Rendition(job.packageKey(), job.name(), Track.AUDIO, () -> InitSection.audio(config));
        int silentSize = SilentFrame.of(config.channels()).length;
        SampleTable samples = track.samples();
        try (FileChannel file = FileChannel.open(job.source().path(), StandardOpenOption.READ)) {
            return this.publisher.publish(rendition, job.from(), (segment) -> {
                int first = job.segments().firstFrame(segment);
                int count = job.segments().frames(segment);
                Fragment fragment = new Fragment(segment, (long) first * AacConfig.FRAME_SAMPLES, count);
                int from = stream.firstFrame() + first;
                for (int sample = from; sample < from + count; sample++) {
                    boolean present = sample >= 0 && sample < samples.count();
                    fragment.add(present ? samples.size(sample) : silentSize, AacConfig.FRAME_SAMPLES, 0, true);
                }
                int begin = Math.clamp(from, 0, samples.count());
                int end = Math.clamp(from + count, begin, samples.count());
                int silentBefore = Math.clamp(-(long) from, 0, count);
                InputStream data = new SequenceInputStream(Collections
                    .enumeration(List.of(silence(config, silentBefore), new SampleStream(file, samples, begin, end),
                            silence(config, count - silentBefore - (end - begin)))));
                return new Segment(fragment, data);
            }, (first) -> this.encoder.encode(job.from(first), context), context);
        }
    }

    private static InputStream silence(AacConfig config, int frames) {
        return new ByteArrayInputStream(SilentFrame.of(config.channels(), frames));
    }

}
