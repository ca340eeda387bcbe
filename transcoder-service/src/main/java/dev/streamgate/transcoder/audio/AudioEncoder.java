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
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.FfmpegRun;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.mp4.InitSection;
import dev.streamgate.transcoder.mp4.SilentFrame;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/** Encodes audio as AAC-LC with ffmpeg. */
@Component
class AudioEncoder {

    private static final Logger logger = LoggerFactory.getLogger(AudioEncoder.class);

    private static final Duration TIME_LIMIT = Duration.ofHours(2);

    /** Frames encoded before the first published one, for inaudible joints. */
    private static final int PRE_ROLL = 2;

    /** The encoder's first frame contains only its delay. */
    private static final int PRIMING = 1;

    /** Seconds by which sound may deviate from its timestamps before it is corrected. */
    private static final double MAX_DRIFT = 0.02;

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

    /**
     * Encodes the segments. From where the track ends or cannot be decoded, they are
     * silent.
     * @return the task's result, with a note if the track goes on there
     */
    Map<String, Object> encode(AudioJob job, TaskContext context) throws IOException, InterruptedException {
        boolean complete = true;
        if (job.hasSound()) {
            try {
                complete = encodeSound(job, context);
            }
            catch (FfmpegException ex) {
                if (ex.isTransient()) {
                    throw ex;
                }
                logger.warn("Audio rendition {} of package {}: {}", job.name(), job.packageKey(), ex.summary());
                complete = false;
            }
        }
        int next = this.publisher.firstMissing(job.packageKey(), List.of(job.name()), job.from(), context.end());
        if (next < context.end()) {
            publishSilence(job, next, context);
        }
        return complete ? Map.of()
                : Map.of("notes", List.of("Audio track %d cannot be decoded completely; it is silent there."
                    .formatted(job.stream().track() + 1)));
    }

    /**
     * Encodes what can be decoded.
     * @return whether that is all that the plan has found
     */
    private boolean encodeSound(AudioJob job, TaskContext context) throws IOException, InterruptedException {
        AtomicBoolean complete = new AtomicBoolean();
        int first = job.segments().firstFrame(job.from());
        int preRoll = Math.min(PRE_ROLL, first);
        int end = job.segments().firstFrame(job.to());
        this.ffmpeg.run(arguments(job, first - preRoll, end), context.urgent(), TIME_LIMIT, context, (run) -> {
            run.tag("profile", "aac")
                .tag("renditions", job.name())
                .tag("segments", job.from() + "-" + (job.to() - 1))
                .tag("frames", String.valueOf(end - first));
            complete.set(publish(job, run, PRIMING + preRoll, context));
        });
        return complete.get();
    }

    private boolean publish(AudioJob job, FfmpegRun run, int discarded, TaskContext context)
            throws IOException, InterruptedException {
        AdtsReader reader = new AdtsReader(run.output());
        for (int i = 0; i < discarded; i++) {
            reader.next();
        }
        for (int segment = job.from(); segment < context.end(); segment++) {
            int count = job.segments().frames(segment);
            List<AdtsReader.Frame> frames = new ArrayList<>();
            for (AdtsReader.Frame frame = reader.next(); frame != null; frame = (frames.size() < count) ? reader.next()
                    : null) {
                frames.add(frame);
            }
            if (frames.size() < count) {
                awaitEnd(run);
            }
            if (!frames.isEmpty()) {
                publish(job, segment, frames, context);
                context.published(segment + 1);
            }
            if (frames.size() < count) {
                return job.endsAt(job.segments().firstFrame(segment) + frames.size());
            }
        }
        return true;
    }

    /** Waits for the end of ffmpeg, which also succeeds if it could not read the file. */
    private static void awaitEnd(FfmpegRun run) throws IOException, InterruptedException {
        run.await();
        if (FfmpegException.isSystemError(run.logTail())) {
            throw new IOException("The sound could not be read: " + run.logTail().lines().findFirst().orElse(""));
        }
    }

    private void publishSilence(AudioJob job, int from, TaskContext context) throws IOException {
        AacConfig config = new AacConfig(AacConfig.LOW_COMPLEXITY, job.rendition().sampleRate(),
                job.rendition().channels());
        int size = SilentFrame.of(config.channels()).length;
        this.publisher.init(job.packageKey(), job.name(), InitSection.audio(config));
        for (int segment = from; segment < context.end(); segment++) {
            int count = job.segments().frames(segment);
            Fragment fragment = new Fragment(segment,
                    (long) job.segments().firstFrame(segment) * AacConfig.FRAME_SAMPLES, count);
            for (int i = 0; i < count; i++) {
                fragment.add(size, AacConfig.FRAME_SAMPLES, 0, true);
            }
            this.publisher.segment(job.packageKey(), job.name(), segment, fragment,
                    new ByteArrayInputStream(SilentFrame.of(config.channels(), count)), context);
            context.published(segment + 1);
        }
    }

    /** Publishes a segment, with silence after its frames. */
    private void publish(AudioJob job, int segment, List<AdtsReader.Frame> frames, TaskContext context)
            throws IOException {
        AacConfig config = frames.getFirst().config();
        if (config.sampleRate() != job.rendition().sampleRate()) {
            throw new IOException("The encoder produced " + config + " instead of " + job.rendition());
        }
        int count = job.segments().frames(segment);
        long start = (long) job.segments().firstFrame(segment) * AacConfig.FRAME_SAMPLES;
        Fragment fragment = new Fragment(segment, start, count);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] silence = SilentFrame.of(config.channels());
        for (int i = 0; i < count; i++) {
            byte[] frame = (i < frames.size()) ? frames.get(i).data() : silence;
            data.writeBytes(frame);
            fragment.add(frame.length, AacConfig.FRAME_SAMPLES, 0, true);
        }
        this.publisher.init(job.packageKey(), job.name(), InitSection.audio(config));
        this.publisher.segment(job.packageKey(), job.name(), segment, fragment,
                new ByteArrayInputStream(data.toByteArray()), context);
    }

    /**
     * Decoding starts shortly before the cut. Samples before the cut are dropped by their
     * timestamps, and silence fills gaps and what the track lacks at its start. The
     * output ends with the track, which shows where that cannot be read.
     */
    private List<String> arguments(AudioJob job, int from, int to) {
        int rate = job.rendition().sampleRate();
        int channels = job.rendition().channels();
        long first = Math.round(job.source().origin() * rate) + (long) from * AacConfig.FRAME_SAMPLES;
        String filter = String.format(Locale.ROOT,
                "aresample=%d:async=1:min_hard_comp=%.3f:first_pts=%d,aformat=channel_layouts=%s,asetpts=N,"
                        + "atrim=end_sample=%d",
                rate, MAX_DRIFT, first, layout(channels), (long) (to - from) * AacConfig.FRAME_SAMPLES);
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-start_at_zero"));
        double seek = (double) first / rate - SEEK_MARGIN;
        // Demuxers seek to a key frame of the video, the first of which may be later.
        if (seek > ((job.source().streams().video() != null) ? job.source().videoStart() : 0)) {
            arguments.addAll(List.of("-noaccurate_seek", "-ss", String.format(Locale.ROOT, "%.3f", seek)));
        }
        arguments.addAll(this.ffmpeg.input(job.source().path()));
        arguments.addAll(List.of("-map", "0:" + job.stream().index(), "-vn", "-af", filter, "-c:a", "aac", "-b:a",
                String.valueOf(this.bitrate * Math.max(2, channels) / 2), "-ac", String.valueOf(channels), "-ar",
                String.valueOf(rate), "-flush_packets", "1", "-f", "adts", "pipe:1"));
        return arguments;
    }

    private static String layout(int channels) {
        return switch (channels) {
            case 8 -> "7.1";
            case 6 -> "5.1";
            case 2 -> "stereo";
            case 1 -> "mono";
            default -> throw new IllegalArgumentException("No layout of " + channels + " channels is planned");
        };
    }

}
