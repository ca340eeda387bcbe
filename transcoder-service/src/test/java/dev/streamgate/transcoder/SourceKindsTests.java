/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.clips.Clips.Clip;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.mp4.FragmentProbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Every kind of source is planned and produced: the joined segments decode without
 * warnings, and all renditions have the same frames and the source's duration.
 */
@Timeout(120)
class SourceKindsTests {

    private static final String[] TEN_BIT = { "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le",
            "-x265-params", "log-level=none" };

    private static final String[] HEVC = { "-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
            "log-level=none" };

    private static final String[] VP9 = { "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8" };

    private static final String[] B_FRAMES = { "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g",
            "48", "-bf", "3" };

    /** Kinds of sources. */
    enum Kind {

        MP4(Mode.REMUX, "mp4"), MP4_FASTSTART(Mode.REMUX, "mp4"), MP4_B_FRAMES(Mode.REMUX, "mp4"),
        MOV(Mode.REMUX, "mov"), MKV(Mode.REMUX, "mkv"), TS(Mode.REMUX, "ts"), FRAGMENTED(Mode.REMUX, "mp4"),
        WEBM(Mode.ENCODE, "webm"), HEVC_MP4(Mode.ENCODE, "mp4"), HEVC_TS(Mode.ENCODE, "ts"),
        TEN_BITS(Mode.ENCODE, "mkv"), HIGH_DYNAMIC_RANGE(Mode.ENCODE, "mp4"), MPEG2_TS(Mode.ENCODE, "ts"),
        LONG_GROUPS(Mode.ENCODE, "mp4"), NO_AUDIO(Mode.REMUX, "mp4"), ODD_SIZE(Mode.ENCODE, "mkv"),
        FILM_RATE(Mode.REMUX, "mp4"), NTSC_RATE(Mode.ENCODE, "mkv"), FIFTY(Mode.REMUX, "mp4"),
        SIXTY(Mode.ENCODE, "mp4"), VARIABLE_RATE(Mode.REMUX, "mp4"), VARIABLE_RATE_ENCODED(Mode.ENCODE, "mkv"),
        ROTATED(Mode.ENCODE, "mp4"), PORTRAIT(Mode.REMUX, "mp4"), WIDE_PIXELS(Mode.ENCODE, "mp4"),
        INTERLACED(Mode.ENCODE, "mp4"), MONO(Mode.REMUX, "mp4"), SURROUND(Mode.REMUX, "mp4"),
        ONE_SECOND(Mode.REMUX, "mp4"), ONE_FRAME(Mode.REMUX, "mp4"), LATE_AUDIO(Mode.REMUX, "mkv"),
        OPUS_AUDIO(Mode.REMUX, "mkv");

        private final Mode mode;

        private final String extension;

        Kind(Mode mode, String extension) {
            this.mode = mode;
            this.extension = extension;
        }

        Path write(Path directory) throws IOException, InterruptedException {
            Path file = directory.resolve("source." + this.extension);
            Clip clip = Clips.clip().size("480x270").seconds(4);
            return switch (this) {
                case MP4, MKV, MOV, TS -> clip.write(file);
                case MP4_FASTSTART -> clip.output("-movflags", "+faststart").write(file);
                case MP4_B_FRAMES -> clip.video(B_FRAMES).write(file);
                case FRAGMENTED -> clip.output("-movflags", "+frag_keyframe+empty_moov").write(file);
                case WEBM -> clip.video(VP9).audio("-c:a", "libopus").write(file);
                case HEVC_MP4, HEVC_TS -> clip.video(HEVC).write(file);
                case TEN_BITS -> clip.video(TEN_BIT).write(file);
                case HIGH_DYNAMIC_RANGE ->
                    clip.video("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-x265-params",
                            "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc")
                        .write(file);
                case MPEG2_TS -> clip.video("-c:v", "mpeg2video", "-q:v", "6").audio("-c:a", "mp2").write(file);
                case LONG_GROUPS -> clip.seconds(12)
                    .video("-c:v", "libx264", "-preset", "ultrafast", "-g", "9999", "-pix_fmt", "yuv420p",
                            "-sc_threshold", "0")
                    .write(file);
                case NO_AUDIO -> clip.silent().write(file);
                case ODD_SIZE -> clip.size("321x181").video("-c:v", "ffv1").write(file);
                case FILM_RATE -> clip.rate("24000/1001").write(file);
                case NTSC_RATE -> clip.rate("30000/1001").video(HEVC).write(file);
                case FIFTY -> clip.rate("50").write(file);
                case SIXTY -> clip.rate("60").video(HEVC).write(file);
                case VARIABLE_RATE ->
                    clip.filter("select='not(eq(mod(n\\,7)\\,3))'").output("-fps_mode", "vfr").write(file);
                case VARIABLE_RATE_ENCODED ->
                    clip.filter("select='not(eq(mod(n\\,7)\\,3))'").video(HEVC).output("-fps_mode", "vfr").write(file);
                case ROTATED -> Clips.rotate(clip.write(directory.resolve("upright.mp4")), 270, file);
                case PORTRAIT -> clip.size("270x480").write(file);
                case WIDE_PIXELS -> clip.filter("setsar=4/3").write(file);
                case INTERLACED -> clip.size("480x272")
                    .rate("50")
                    .filter("interlace")
                    .video("-c:v", "libx264", "-preset", "ultrafast", "-flags", "+ilme+ildct", "-pix_fmt", "yuv420p")
                    .write(file);
                case MONO -> clip.audio("-c:a", "aac", "-ac", "1", "-ar", "44100").write(file);
                case SURROUND -> clip.audio("-c:a", "aac", "-ac", "6").write(file);
                case ONE_SECOND -> clip.seconds(1).write(file);
                case ONE_FRAME -> clip.seconds(0.03).silent().write(file);
                case LATE_AUDIO -> {
                    Path early = clip.write(directory.resolve("early.mkv"));
                    Clips.run("-i", early.toString(), "-itsoffset", "1.5", "-i", early.toString(), "-map", "0:v",
                            "-map", "1:a", "-c", "copy", file.toString());
                    yield file;
                }
                case OPUS_AUDIO -> clip.audio("-c:a", "libopus").write(file);
            };
        }

    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSourceIsPlannedAndProduced(Kind kind) throws Exception {
        Path source = kind.write(this.directory);
        Probe probe = Clips.ffmpeg().probe(source);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video().getFirst().mode()).isEqualTo(kind.mode);
            assertDuration(presentation, probe);
            bench.programs().clear();
            bench.makeAll(presentation);
            assertThat(bench.programs()).as("only the plan probes").doesNotContain("ffprobe");
            List<List<Long>> framesOfAll = new ArrayList<>();
            for (VideoRendition rendition : presentation.video()) {
                Path joined = bench.join(presentation, rendition);
                assertThat(Clips.warningsWhenDecoding(joined)).as(rendition.name()).isEmpty();
                FragmentProbe frames = FragmentProbe.of(joined);
                assertThat(frames.segmentStarts()).as("segments of " + rendition.name())
                    .isEqualTo(starts(presentation.segments()));
                assertThat(frames.segmentsWithoutLeadingKeyFrame()).isEmpty();
                assertThat(startOf(joined)).as("start of " + rendition.name() + " in players based on ffmpeg").isZero();
                framesOfAll.add(frames.presentationTimes());
            }
            assertThat(framesOfAll).allSatisfy((frames) -> assertThat(frames).isEqualTo(framesOfAll.getFirst())
                .hasSize(presentation.frames().stream().mapToInt(Integer::intValue).sum()));
            assertAudio(bench, presentation, probe);
        }
    }

    private static double startOf(Path file) throws Exception {
        Probe.Video video = Clips.ffmpeg().probe(file).video();
        return (video != null) ? video.start() : Double.NaN;
    }

    private static void assertDuration(Presentation presentation, Probe probe) {
        long ticks = presentation.segments().stream().mapToLong(Long::longValue).sum();
        double duration = (double) ticks / presentation.timescale();
        Probe.Video video = probe.video();
        assertThat(video).isNotNull();
        assertThat(presentation.duration()).isEqualTo(duration);
        double expected = (video.duration() > 0) ? video.duration() : probe.duration();
        assertThat(duration).isCloseTo(expected, within(1 / presentation.frameRate() + 0.001));
    }

    private static void assertAudio(MediaBench bench, Presentation presentation, Probe probe) throws Exception {
        assertThat(presentation.audio()).filteredOn((audio) -> audio.channels() <= 2).hasSameSizeAs(probe.audio());
        for (var audio : presentation.audio()) {
            Path joined = bench.join(presentation, audio);
            assertThat(Clips.warningsWhenDecoding(joined)).as(audio.name()).isEmpty();
            assertThat(FragmentProbe.of(joined).segmentStarts()).isEqualTo(starts(audio.segments()));
            double duration = audio.segments().stream().mapToLong(Long::longValue).sum() / (double) audio.sampleRate();
            assertThat(duration).isCloseTo(presentation.duration(), within(0.1));
        }
    }

    private static List<Long> starts(List<Long> durations) {
        List<Long> starts = new ArrayList<>();
        long start = 0;
        for (long duration : durations) {
            starts.add(start);
            start += duration;
        }
        return starts;
    }

    @Test
    void audioAloneIsAPresentation() throws Exception {
        Path source = Clips.clip().soundOnly().seconds(5).write(this.directory.resolve("a.m4a"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video()).isEmpty();
            assertThat(presentation.storyboard()).isEqualTo(new Storyboard(160, 90, 5, 1, 1, 5));
            bench.makeAll(presentation);
            assertAudio(bench, presentation, Clips.ffmpeg().probe(source));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = { "MP4_B_FRAMES", "HEVC_MP4", "LATE_AUDIO" })
    void aPresentationWithoutStreamsProducesTheSameSegments(Kind kind) throws Exception {
        Path source = kind.write(this.directory);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            Map<String, Object> expected = segments(bench, presentation);
            bench.blobs().deleteFolder(MediaKeys.folder(presentation.packageKey()) + "audio/");
            for (VideoRendition rendition : presentation.video()) {
                bench.blobs().deleteFolder(MediaKeys.folder(presentation.packageKey()) + rendition.name() + "/");
            }
            bench.store(withoutStreams(presentation));
            bench.programs().clear();
            bench.makeAll(presentation);
            assertThat(bench.programs()).as("the tasks probe").contains("ffprobe");
            assertThat(segments(bench, presentation)).isEqualTo(expected);
        }
    }

    /** As written before plan version 3, but with edit lists. */
    private static Presentation withoutStreams(Presentation plan) {
        return new Presentation(plan.packageKey(), plan.sourceKey(), plan.mediaKey(), plan.duration(), plan.width(),
                plan.height(), plan.frameRate(), plan.timescale(), plan.segments(), plan.frames(), plan.video(),
                plan.audio(), plan.storyboard(), null, null, plan.extras());
    }

    /**
     * Hashes of the joined renditions; of encoded video the frames' times, since x264
     * with a rate limit is not deterministic.
     */
    private static Map<String, Object> segments(MediaBench bench, Presentation presentation) throws Exception {
        Map<String, Object> segments = new TreeMap<>();
        for (VideoRendition rendition : presentation.video()) {
            Path joined = bench.join(presentation, rendition);
            segments.put(rendition.name(), (rendition.mode() == Mode.REMUX) ? Sha256.hex(Files.readAllBytes(joined))
                    : FragmentProbe.of(joined).presentationTimes());
        }
        for (var audio : presentation.audio()) {
            segments.put(audio.name(), Sha256.hex(Files.readAllBytes(bench.join(presentation, audio))));
        }
        return segments;
    }

}
