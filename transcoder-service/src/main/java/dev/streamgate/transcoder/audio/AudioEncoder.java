/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.audio;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.SourceStreams;
import dev.streamgate.contracts.media.Presentation.VideoStream;
import dev.streamgate.media.ffmpeg.FfmpegRun;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.mp4.InitSection;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.source.PlannedSource;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/** Encodes audio as AAC-LC with ffmpeg. */
@Component
class AudioEncoder {

    private static final Duration TIME_LIMIT = Duration.ofHours(2);

    /** Frames encoded before the first published one, for inaudible joints. */
    private static final int PRE_ROLL = 2;

    /** The encoder's first frame contains only its delay. */
    private static final int PRIMING = 1;

    /** Seconds decoded before the first sample, which some codecs need. */
    private static final double SEEK_MARGIN = 1;

    private final SegmentPublisher publisher;

    private final TaskFfmpeg ffmpeg;

    private final int bitrate;

    AudioEncoder(SegmentPublisher publisher, TaskFfmpeg ffmpeg, Ladder ladder) {
        this.publisher = publisher;
        this.ffmpeg = ffmpeg;
        this.bitrate = ladder.properties().audioBitrate();
    }

    void encode(AudioJob job, TaskContext context) throws IOException, InterruptedException {
        int first = job.segments().firstFrame(job.from());
        int preRoll = Math.min(PRE_ROLL, first);
        int end = job.segments().firstFrame(job.to());
        this.ffmpeg.run(arguments(job, first - preRoll, end), context.urgent(), TIME_LIMIT, context, (run) -> {
            run.tag("profile", "aac")
                .tag("renditions", job.name())
                .tag("segments", job.from() + "-" + (job.to() - 1))
                .tag("frames", String.valueOf(end - first));
            publish(job, run, PRIMING + preRoll, context);
        });
    }

    private void publish(AudioJob job, FfmpegRun run, int discarded, TaskContext context)
            throws IOException, InterruptedException {
        AdtsReader frames = new AdtsReader(run.output());
        for (int i = 0; i < discarded; i++) {
            frames.next();
        }
        for (int segment = job.from(); segment < context.end(); segment++) {
            if (!publish(job, segment, frames, context)) {
                run.await();
                throw new UnreadableMediaException("The audio cannot be decoded.");
            }
            context.published(segment + 1);
        }
    }

    /** Publishes a segment; false if the frames end before it is complete. */
    private boolean publish(AudioJob job, int segment, AdtsReader frames, TaskContext context) throws IOException {
        int count = job.segments().frames(segment);
        long start = (long) job.segments().firstFrame(segment) * AacConfig.FRAME_SAMPLES;
        Fragment fragment = new Fragment(segment, start, count);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        AacConfig config = null;
        for (int i = 0; i < count; i++) {
            AdtsReader.Frame frame = frames.next();
            if (frame == null) {
                return false;
            }
            config = frame.config();
            data.writeBytes(frame.data());
            fragment.add(frame.data().length, AacConfig.FRAME_SAMPLES, 0, true);
        }
        if (config == null || config.sampleRate() != job.rendition().sampleRate()) {
            throw new IOException("The encoder produced " + config + " instead of " + job.rendition());
        }
        this.publisher.init(job.packageKey(), job.name(), InitSection.audio(config));
        this.publisher.segment(job.packageKey(), job.name(), segment, fragment,
                new ByteArrayInputStream(data.toByteArray()), context);
        return true;
    }

    /**
     * Decoding starts shortly before the cut. Samples before the cut are dropped by their
     * timestamps, and silence fills gaps and whatever the track lacks at its ends.
     */
    private List<String> arguments(AudioJob job, int from, int to) {
        int rate = job.rendition().sampleRate();
        long first = Math.round(origin(job.source()) * rate) + (long) from * AacConfig.FRAME_SAMPLES;
        String filter = String.format(Locale.ROOT,
                "aresample=%d:async=1:first_pts=%d,aformat=channel_layouts=stereo,asetpts=N,apad,atrim=end_sample=%d",
                rate, first, (long) (to - from) * AacConfig.FRAME_SAMPLES);
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-start_at_zero", "-noaccurate_seek", "-ss",
                String.format(Locale.ROOT, "%.3f", Math.max(0, (double) first / rate - SEEK_MARGIN))));
        arguments.addAll(this.ffmpeg.input(job.source().path()));
        arguments.addAll(List.of("-map", "0:" + job.source().audio().index(), "-vn", "-af", filter, "-c:a", "aac",
                "-b:a", String.valueOf(this.bitrate), "-ac", "2", "-ar", String.valueOf(rate), "-flush_packets", "1",
                "-f", "adts", "pipe:1"));
        return arguments;
    }

    /** Seconds from the file's first timestamp to the presentation's start. */
    private static double origin(PlannedSource source) {
        SourceStreams streams = source.streams();
        VideoStream video = streams.video();
        double start = (video != null && source.isRemuxed()) ? video.startTime() : streams.startTime();
        return Math.max(0, Math.max(0, start) - streams.startTime());
    }

}
