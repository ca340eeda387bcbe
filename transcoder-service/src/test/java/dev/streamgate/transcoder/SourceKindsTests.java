/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.clips.Clips.Clip;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.mp4.FragmentProbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Every kind of source goes the whole way: planned, made, joined, decoded without a
 * warning, equally many frames in all renditions, as long as it was.
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

    /** The kinds. */
    enum Kind {

        MP4(Mode.REMUX, "mp4"), MP4_INDEX_FIRST(Mode.REMUX, "mp4"), MP4_B_FRAMES(Mode.REMUX, "mp4"),
        MOV(Mode.REMUX, "mov"), MKV(Mode.REMUX, "mkv"), TS(Mode.REMUX, "ts"), FRAGMENTED(Mode.REMUX, "mp4"),
        WEBM(Mode.ENCODE, "webm"), HEVC_MP4(Mode.ENCODE, "mp4"), HEVC_TS(Mode.ENCODE, "ts"),
        TEN_BITS(Mode.ENCODE, "mkv"), HIGH_DYNAMIC_RANGE(Mode.ENCODE, "mp4"), MPEG2_TS(Mode.ENCODE, "ts"),
        LONG_GROUPS(Mode.ENCODE, "mp4"), NO_SOUND(Mode.REMUX, "mp4"), ODD_SIZE(Mode.ENCODE, "mkv"),
        FILM_RATE(Mode.REMUX, "mp4"), NTSC_RATE(Mode.ENCODE, "mkv"), FIFTY(Mode.REMUX, "mp4"),
        SIXTY(Mode.ENCODE, "mp4"), VARIABLE_RATE(Mode.REMUX, "mp4"), VARIABLE_RATE_ENCODED(Mode.ENCODE, "mkv"),
        TURNED(Mode.ENCODE, "mp4"), PORTRAIT(Mode.REMUX, "mp4"), WIDE_PIXELS(Mode.ENCODE, "mp4"),
        INTERLACED(Mode.ENCODE, "mp4"), MONO(Mode.REMUX, "mp4"), SURROUND(Mode.REMUX, "mp4"),
        ONE_SECOND(Mode.REMUX, "mp4"), ONE_FRAME(Mode.REMUX, "mp4"), LATE_SOUND(Mode.REMUX, "mkv"),
        OTHER_SOUND(Mode.REMUX, "mkv");

        private final Mode mode;

        private final String extension;

        Kind(Mode mode, String extension) {
            this.mode = mode;
            this.extension = extension;
        }

        Path write(Path directory) throws IOException, InterruptedException {
            Path file = directory.resolve("source." + this.extension);
            Clip clip = Clips.clip().size("480x270").seconds(5);
            return switch (this) {
                case MP4, MKV, MOV, TS -> clip.write(file);
                case MP4_INDEX_FIRST -> clip.output("-movflags", "+faststart").write(file);
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
                case NO_SOUND -> clip.silent().write(file);
                case ODD_SIZE -> clip.size("321x181").video("-c:v", "ffv1").write(file);
                case FILM_RATE -> clip.rate("24000/1001").write(file);
                case NTSC_RATE -> clip.rate("30000/1001").video(HEVC).write(file);
                case FIFTY -> clip.rate("50").write(file);
                case SIXTY -> clip.rate("60").video(HEVC).write(file);
                case VARIABLE_RATE ->
                    clip.filter("select='not(eq(mod(n\\,7)\\,3))'").output("-fps_mode", "vfr").write(file);
                case VARIABLE_RATE_ENCODED ->
                    clip.filter("select='not(eq(mod(n\\,7)\\,3))'").video(HEVC).output("-fps_mode", "vfr").write(file);
                case TURNED -> {
                    Path upright = clip.write(directory.resolve("upright.mp4"));
                    Clips.run("-display_rotation", "90", "-i", upright.toString(), "-c", "copy", file.toString());
                    yield file;
                }
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
                case LATE_SOUND -> {
                    Path early = clip.write(directory.resolve("early.mkv"));
                    Clips.run("-i", early.toString(), "-itsoffset", "1.5", "-i", early.toString(), "-map", "0:v",
                            "-map", "1:a", "-c", "copy", file.toString());
                    yield file;
                }
                case OTHER_SOUND -> clip.audio("-c:a", "libopus").write(file);
            };
        }

    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSourceGoesTheWholeWay(Kind kind) throws Exception {
        Path source = kind.write(this.directory);
        Probe probe = Clips.ffmpeg().probe(source);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video().getFirst().mode()).isEqualTo(kind.mode);
            assertThatDurationsAgree(presentation, probe);
            bench.makeAll(presentation);
            List<List<Long>> framesOfAll = new ArrayList<>();
            for (VideoRendition rendition : presentation.video()) {
                Path joined = bench.join(presentation, rendition);
                assertThat(Clips.warningsWhenDecoding(joined)).as(rendition.name()).isEmpty();
                FragmentProbe frames = FragmentProbe.of(joined);
                assertThat(frames.segmentStarts()).as("segments of " + rendition.name())
                    .isEqualTo(starts(presentation.segments()));
                assertThat(frames.segmentsThatBeginWithoutKeyFrame()).isEmpty();
                framesOfAll.add(frames.shown());
            }
            assertThat(framesOfAll).allSatisfy((frames) -> assertThat(frames).isEqualTo(framesOfAll.getFirst())
                .hasSize(presentation.frames().stream().mapToInt(Integer::intValue).sum()));
            assertThatSoundIsWhole(bench, presentation, probe);
        }
    }

    private static void assertThatDurationsAgree(Presentation presentation, Probe probe) {
        long ticks = presentation.segments().stream().mapToLong(Long::longValue).sum();
        double duration = (double) ticks / presentation.timescale();
        Probe.Video video = probe.video();
        assertThat(video).isNotNull();
        assertThat(presentation.duration()).isEqualTo(duration);
        double expected = (video.duration() > 0) ? video.duration() : probe.duration();
        assertThat(duration).isCloseTo(expected, within(1 / presentation.frameRate() + 0.001));
    }

    private static void assertThatSoundIsWhole(MediaBench bench, Presentation presentation, Probe probe)
            throws Exception {
        assertThat(presentation.audio()).hasSameSizeAs(probe.audio());
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
    void soundAloneIsAPresentationToo() throws Exception {
        Path source = Clips.clip().soundOnly().seconds(5).write(this.directory.resolve("a.m4a"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video()).isEmpty();
            assertThat(presentation.storyboard()).isNull();
            bench.makeAll(presentation);
            assertThatSoundIsWhole(bench, presentation, Clips.ffmpeg().probe(source));
        }
    }

}
