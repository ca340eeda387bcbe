/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.audio;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.FfmpegRun;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.mp4.AacConfig;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.mp4.InitSection;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.SampleStream;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.presentation.SegmentPublisher;
import dev.streamgate.transcoder.presentation.Segments;
import dev.streamgate.transcoder.source.SourceFile;
import dev.streamgate.transcoder.source.SourceFiles;
import dev.streamgate.transcoder.task.PackageKey;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskContext.Interest;

/** Publishes the sound track: copied where it can be, else encoded. */
@Component
class AudioTask implements Task {

    private static final Duration LIMIT = Duration.ofHours(2);

    /** Frames encoded before the first one wanted, so that a joint is not heard. */
    private static final int PRE_ROLL = 2;

    /** The encoder's own first frame holds nothing but its delay. */
    private static final int PRIMING = 1;

    /**
     * Seconds that are decoded before the first sample wanted, for codecs that need it.
     */
    private static final double RUN_UP = 1;

    private final PresentationStore presentations;

    private final SegmentPublisher segmentPublisher;

    private final SourceFiles sources;

    private final Ffmpeg ffmpeg;

    private final int bitrate;

    AudioTask(PresentationStore presentations, SegmentPublisher segmentPublisher, SourceFiles sources, Ffmpeg ffmpeg,
            Ladder ladder) {
        this.presentations = presentations;
        this.segmentPublisher = segmentPublisher;
        this.sources = sources;
        this.ffmpeg = ffmpeg;
        this.bitrate = ladder.properties().audioBitrate();
    }

    @Override
    public String type() {
        return MediaTask.AUDIO;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext control) throws IOException, InterruptedException {
        Presentation presentation = this.presentations.get(PackageKey.of(task));
        AudioRendition rendition = presentation.audio().getFirst();
        int from = this.segmentPublisher.firstMissing(presentation.packageKey(), List.of(rendition.name()),
                task.fromSegment(), control.end());
        control.published(from);
        if (from < control.end()) {
            try (SourceFile source = this.sources.open(presentation, task)) {
                Track track = new Track(presentation, rendition, Segments.of(rendition.segments(), AacConfig.FRAME));
                if (rendition.mode() == Mode.REMUX) {
                    copy(track, source.path(), from, control);
                }
                else {
                    encode(track, source.path(), from, control);
                }
            }
        }
        return Map.of();
    }

    private void copy(Track track, Path source, int from, TaskContext control)
            throws IOException, InterruptedException {
        Probe probe = this.ffmpeg.probe(source);
        Mp4Index index = Mp4Index.read(source);
        AudioCopy copy = AudioCopy.of(index.audio().get(probe.defaultAudioTrack()), start(track, probe))
            .orElseThrow(() -> new IOException("The source is not the one that was planned"));
        this.segmentPublisher.init(track.key(), track.name(), InitSection.audio(copy.config()));
        try (FileChannel file = FileChannel.open(source, StandardOpenOption.READ)) {
            for (int segment = from; segment < control.end(); segment++) {
                int first = track.segments().firstFrame(segment);
                int count = track.segments().frames(segment);
                Fragment fragment = new Fragment(segment, (long) first * AacConfig.FRAME, count);
                int sample = copy.firstFrame() + first;
                for (int i = 0; i < count; i++) {
                    fragment.add(copy.track().samples().size(sample + i), AacConfig.FRAME, 0, true);
                }
                this.segmentPublisher.segment(track.key(), track.name(), segment, fragment,
                        new SampleStream(file, copy.track().samples(), sample, sample + count), control);
                control.published(segment + 1);
            }
        }
    }

    /** Seconds of the presentation's start in the file's own time. */
    private static double start(Track track, Probe probe) {
        Probe.Video video = probe.video();
        boolean remuxed = track.presentation().video().stream().anyMatch((other) -> other.mode() == Mode.REMUX);
        return Math.max(0, (video != null && remuxed) ? video.start() : probe.start());
    }

    private void encode(Track track, Path source, int from, TaskContext control)
            throws IOException, InterruptedException {
        int first = track.segments().firstFrame(from);
        int preRoll = Math.min(PRE_ROLL, first);
        int end = track.segments().firstFrame(control.end());
        Probe probe = this.ffmpeg.probe(source);
        List<String> arguments = arguments(track, source, probe, first - preRoll, end);
        try (FfmpegRun run = this.ffmpeg.start(arguments, control.urgent(), LIMIT);
                Interest _ = control.whenStopped(run::kill)) {
            run.tag("profile", "aac")
                .tag("renditions", track.name())
                .tag("segments", from + "-" + (control.end() - 1))
                .tag("frames", String.valueOf(end - first));
            AdtsReader frames = new AdtsReader(run.output());
            for (int i = 0; i < PRIMING + preRoll; i++) {
                frames.next();
            }
            for (int segment = from; segment < control.end(); segment++) {
                if (!publish(track, segment, frames, control)) {
                    run.await();
                    throw new UnreadableMediaException("The sound cannot be decoded.");
                }
                control.published(segment + 1);
            }
        }
        catch (FfmpegException ex) {
            control.check();
            throw ex;
        }
    }

    private boolean publish(Track track, int segment, AdtsReader frames, TaskContext control) throws IOException {
        int count = track.segments().frames(segment);
        long start = (long) track.segments().firstFrame(segment) * AacConfig.FRAME;
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
            fragment.add(frame.data().length, AacConfig.FRAME, 0, true);
        }
        if (config == null || config.sampleRate() != track.rendition().sampleRate()) {
            throw new IOException("The encoder made other sound than was planned");
        }
        this.segmentPublisher.init(track.key(), track.name(), InitSection.audio(config));
        this.segmentPublisher.segment(track.key(), track.name(), segment, fragment,
                new ByteArrayInputStream(data.toByteArray()), control);
        return true;
    }

    /**
     * Decoding starts a little before the cut; what comes too early is dropped to the
     * sample, by the times of the file, and silence fills what the track lacks at either
     * end and in its gaps.
     */
    private List<String> arguments(Track track, Path source, Probe probe, int from, int to) {
        int rate = track.rendition().sampleRate();
        double origin = Math.max(0, start(track, probe) - probe.start());
        long first = Math.round(origin * rate) + (long) from * AacConfig.FRAME;
        String filter = String.format(Locale.ROOT,
                "aresample=%d:async=1:first_pts=%d,aformat=channel_layouts=stereo,asetpts=N,apad,atrim=end_sample=%d",
                rate, first, (long) (to - from) * AacConfig.FRAME);
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-start_at_zero", "-noaccurate_seek", "-ss",
                String.format(Locale.ROOT, "%.3f", Math.max(0, (double) first / rate - RUN_UP))));
        arguments.addAll(this.ffmpeg.input(source));
        arguments.addAll(List.of("-map", "0:" + probe.audio().getFirst().index(), "-vn", "-af", filter, "-c:a", "aac",
                "-b:a", String.valueOf(this.bitrate), "-ac", "2", "-ar", String.valueOf(rate), "-flush_packets", "1",
                "-f", "adts", "pipe:1"));
        return arguments;
    }

    /** The track that is made. */
    private record Track(Presentation presentation, AudioRendition rendition, Segments segments) {

        String key() {
            return this.presentation.packageKey();
        }

        String name() {
            return this.rendition.name();
        }

    }

}
