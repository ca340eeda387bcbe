/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.clips.NumberedClip;
import dev.streamgate.transcoder.mp4.FragmentProbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

/**
 * A presentation lasts from the earliest to the latest of its tracks: frames and beeps
 * are where the source has them, in every rendition, and all renditions end together.
 */
@Timeout(120)
class SourceTimesTests {

    private static final List<String> H264 = List.of("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "50");

    private static final List<String> H264_422 = List.of("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g",
            "50", "-pix_fmt", "yuv422p");

    private static final List<String> HEVC = List.of("-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
            "log-level=none");

    private static final List<String> VP9 = List.of("-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime",
            "-b:v", "300k", "-g", "50");

    private static final List<String> MPEG4 = List.of("-c:v", "mpeg4", "-q:v", "4", "-g", "50");

    private static final List<String> MPEG4_B_FRAMES = List.of("-c:v", "mpeg4", "-q:v", "4", "-g", "50", "-bf", "2");

    private static final List<String> MPEG2 = List.of("-c:v", "mpeg2video", "-q:v", "4", "-g", "25");

    @TempDir
    private Path directory;

    private static List<String> codec(String name) {
        return switch (name) {
            case "h264" -> H264;
            case "h264-422" -> H264_422;
            case "hevc" -> HEVC;
            case "vp9" -> VP9;
            case "mpeg4" -> MPEG4;
            case "mpeg4b" -> MPEG4_B_FRAMES;
            default -> MPEG2;
        };
    }

    @ParameterizedTest
    @CsvSource({ "webm, vp9, libopus, 25, 4, 0", "webm, vp9, libopus, 30, 5, 0", "webm, vp9, libopus, 24000/1001, 3, 0",
            "mkv, hevc, libopus, 25, 3, 100", "webm, vp9, libopus, 25, 3, 100", "mkv, h264, aac, 25, 3, 100",
            "mkv, hevc, flac, 30, 3, 0.5", "ts, mpeg2, mp2, 25, 3, 0", "ts, hevc, aac, 25, 3, -1",
            "ts, h264, aac, 25, 3, 100", "avi, mpeg4, mp2, 25, 3, 0", "wmv, mpeg4, wmav2, 25, 3, 0",
            "avi, mpeg4b, mp2, 25, 3, 0", "avi, h264, libmp3lame, 25, 3, 0", "avi, h264, aac, 25, 3, 0",
            "mp4, hevc, aac, 25, 3, 0.5", "avi, h264-422, libmp3lame, 25, 3, 0", "mkv, h264, wmav2, 25, 3, 0",
            "mov, h264, pcm_s16le, 25, 3, 0", "mp4, h264, libmp3lame, 25, 3, 0", "flv, h264, aac, 25, 3, 0",
            "mkv, h264, pcm_s16le, 25, 3, 0" })
    void framesAndBeepsKeepTheirTime(String container, String video, String audio, String rate, double seconds,
            double offset) throws Exception {
        Path source = write("source." + container, NumberedClip.video(rate, seconds), NumberedClip.audio(seconds),
                video, audio, "-output_ts_offset", String.valueOf(offset));
        int frames = NumberedClip.frames(source).size();
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            assertThat(presentation.frames().stream().mapToInt(Integer::intValue).sum()).as(presentation.toString())
                .isEqualTo(frames);
            assertThat(presentation.duration()).isCloseTo(seconds, within(0.03));
            assertThat(presentation.notes()).isEmpty();
            assertFrames(bench, presentation, IntStream.range(0, frames).boxed().toList());
            assertBeeps(bench, presentation, IntStream.range(0, (int) seconds).mapToObj((i) -> i + 0.5).toList());
        }
    }

    @ParameterizedTest
    @CsvSource({ "mp4, h264, aac, 2, 5, REMUX", "mp4, h264, aac, 2, 9, ENCODE", "mkv, h264, aac, 2, 5, REMUX",
            "webm, vp9, libopus, 2, 9, ENCODE", "mp4, hevc, aac, 2, 9, ENCODE", "ts, mpeg2, mp2, 2, 5, ENCODE",
            "mp4, h264, aac, 0.04, 3, REMUX", "mp4, h264, aac, 0.04, 7, ENCODE",
            "webm, vp9, libopus, 0.04, 7, ENCODE" })
    void theLastFrameIsHeldWhileSoundGoesOn(String container, String video, String audio, double videoSeconds,
            double audioSeconds, Mode mode) throws Exception {
        Path source = write("source." + container, NumberedClip.video("25", videoSeconds),
                NumberedClip.audio(audioSeconds), video, audio);
        int last = (int) Math.round(videoSeconds * 25) - 1;
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video().getFirst().mode()).isEqualTo(mode);
            bench.makeAll(presentation);
            assertThat(presentation.duration()).isCloseTo(audioSeconds, within(0.06));
            List<Integer> frames = new ArrayList<>(IntStream.rangeClosed(0, last).boxed().toList());
            while (mode == Mode.ENCODE
                    && frames.size() < presentation.frames().stream().mapToInt(Integer::intValue).sum()) {
                frames.add(last);
            }
            assertFrames(bench, presentation, frames);
            assertBeeps(bench, presentation, IntStream.range(0, (int) audioSeconds).mapToObj((i) -> i + 0.5).toList());
        }
    }

    @ParameterizedTest
    @CsvSource({ "mp4, h264, aac, 1", "mp4, h264, aac, 2", "mp4, h264, aac, 6", "mkv, h264, aac, 1",
            "webm, vp9, libopus, 1", "mov, hevc, pcm_s16le, 1" })
    void soundThatEndsEarlyIsFollowedBySilence(String container, String video, String audio, int channels)
            throws Exception {
        Path source = write("source." + container, NumberedClip.video("25", 6), NumberedClip.audio(2), video, audio,
                "-ac", String.valueOf(channels));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            assertThat(presentation.duration()).isCloseTo(6, within(0.001));
            assertFrames(bench, presentation, IntStream.range(0, 150).boxed().toList());
            assertBeeps(bench, presentation, List.of(0.5, 1.5));
        }
    }

    @ParameterizedTest
    @CsvSource({ "mp4, h264, aac, 0.6, 0", "mp4, h264, aac, 0, 0.6", "mkv, h264, aac, 0.6, 0", "mkv, h264, aac, 0, 0.6",
            "mkv, hevc, libopus, 0.6, 0", "mp4, hevc, aac, 0, 0.6", "mp4, h264, aac, 5, 0" })
    void aTrackThatStartsLaterIsPrecededByItsFirstFrameOrSilence(String container, String video, String audio,
            double videoOffset, double audioOffset) throws Exception {
        Path pictures = this.directory.resolve("pictures.mkv");
        Path sound = this.directory.resolve("sound.mka");
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", NumberedClip.video("25", 3)));
        arguments.addAll(codec(video));
        arguments.add(pictures.toString());
        Clips.run(arguments.toArray(String[]::new));
        Clips.run("-f", "lavfi", "-i", NumberedClip.audio(3), "-c:a", audio, sound.toString());
        Path source = this.directory.resolve("source." + container);
        Clips.run("-itsoffset", String.valueOf(videoOffset), "-i", pictures.toString(), "-itsoffset",
                String.valueOf(audioOffset), "-i", sound.toString(), "-c", "copy", source.toString());
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            assertThat(presentation.duration()).isCloseTo(3 + videoOffset + audioOffset, within(0.06));
            assertBeeps(bench, presentation, NumberedClip.beeps(source));
            for (VideoRendition rendition : presentation.video()) {
                Path joined = bench.join(presentation, rendition);
                List<Integer> numbers = NumberedClip.frames(joined);
                List<Long> times = FragmentProbe.of(joined).presentationTimes();
                int frame50 = numbers.indexOf(50);
                assertThat(times.get(frame50) / (double) presentation.timescale()).as(rendition.name())
                    .isCloseTo(2 + videoOffset, within(0.021));
                assertThat(numbers.getFirst()).isZero();
            }
        }
    }

    @Test
    void anAudioTrackThatCannotBeDecodedIsPassedOver() throws Exception {
        Path source = this.directory.resolve("source.mp4");
        List<String> arguments = new ArrayList<>(
                List.of("-f", "lavfi", "-i", NumberedClip.video("25", 3), "-f", "lavfi", "-i", "sine=300:d=3", "-f",
                        "lavfi", "-i", NumberedClip.audio(3), "-map", "0", "-map", "1", "-map", "2"));
        arguments.addAll(H264);
        arguments.addAll(List.of("-c:a", "aac", source.toString()));
        Clips.run(arguments.toArray(String[]::new));
        Path unknown = replaceCodec(source);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(unknown);
            bench.makeAll(presentation);
            assertThat(presentation.notes()).singleElement().asString().contains("Audio track 1");
            assertThat(presentation.audio()).hasSize(1);
            assertBeeps(bench, presentation, List.of(0.5, 1.5, 2.5));
        }
    }

    /** Renames the first AAC sample entry of an MP4. */
    private Path replaceCodec(Path file) throws Exception {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        int entry = bytes.indexOf("mp4a", bytes.indexOf("stsd", bytes.indexOf("soun")));
        int config = bytes.indexOf("esds", entry);
        String changed = bytes.substring(0, entry) + "apac" + bytes.substring(entry + 4, config) + "dapa"
                + bytes.substring(config + 4);
        return Files.writeString(this.directory.resolve("unknown.mp4"), changed, StandardCharsets.ISO_8859_1);
    }

    @Test
    void allLanguagesAndSurroundAreOffered() throws Exception {
        Path source = this.directory.resolve("source.mkv");
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", NumberedClip.video("25", 3), "-f",
                "lavfi", "-i", NumberedClip.audio(3), "-map", "0", "-map", "1", "-map", "1", "-map", "1"));
        arguments.addAll(H264);
        arguments.addAll(List.of("-c:a:0", "aac", "-c:a:1", "ac3", "-ac:a:1", "6", "-c:a:2", "pcm_s16le", "-ac:a:2",
                "8", "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=ger", "-metadata:s:a:2",
                "language=fra", "-metadata:s:a:1", "title=Kommentar", "-disposition:a:0", "0", "-disposition:a:1",
                "default", source.toString()));
        Clips.run(arguments.toArray(String[]::new));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            assertThat(presentation.audio())
                .extracting(AudioRendition::name, AudioRendition::language, AudioRendition::channels,
                        AudioRendition::title)
                .containsExactly(tuple("audio", "de", 2, "Kommentar"), tuple("audio-2", "en", 1, null),
                        tuple("audio-3", "fr", 2, null), tuple("audio-surround", "de", 6, "Kommentar"),
                        tuple("audio-3-surround", "fr", 8, null));
            assertBeeps(bench, presentation, List.of(0.5, 1.5, 2.5));
            for (AudioRendition audio : presentation.audio()) {
                assertThat(Clips.ffmpeg().probe(bench.join(presentation, audio)).audio().getFirst().channels())
                    .isEqualTo(audio.channels());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "mp4, h264, +faststart", "mp4, hevc, +faststart", "mkv, vp9, ''", "ts, mpeg2, ''" })
    void whatAnIncompleteFileContainsIsPlayed(String container, String video, String flags) throws Exception {
        List<String> extra = flags.isEmpty() ? List.of() : List.of("-movflags", flags);
        Path source = write("source." + container, NumberedClip.video("25", 6), NumberedClip.audio(6), video,
                container.equals("ts") ? "mp2" : "aac", extra.toArray(String[]::new));
        byte[] bytes = Files.readAllBytes(source);
        Path half = Files.write(this.directory.resolve("half." + container),
                Arrays.copyOf(bytes, bytes.length * 6 / 10));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(half);
            bench.makeAll(presentation);
            assertThat(presentation.duration()).isBetween(2.0, 5.0);
            assertThat(presentation.notes()).isNotEmpty().first().asString().contains("incomplete");
            List<Integer> numbers = NumberedClip.frames(bench.join(presentation, presentation.video().getFirst()));
            assertThat(numbers.subList(0, 40)).isEqualTo(IntStream.range(0, 40).boxed().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({ "0.1, 10, 1", "1, 10, 10", "1, 25, 25" })
    void anAnimatedGifLastsAsLongAsItsFrames(double seconds, String rate, int frames) throws Exception {
        Path source = this.directory.resolve("source.gif");
        Clips.run("-f", "lavfi", "-i", NumberedClip.video(rate, seconds), source.toString());
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            assertThat(presentation.duration()).isCloseTo(seconds, within(0.001));
            Path joined = bench.join(presentation, presentation.video().getFirst());
            assertThat(NumberedClip.frames(joined)).containsAll(IntStream.range(0, frames).boxed().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({ "mp3, libmp3lame", "opus, libopus", "m4a, aac", "flac, flac", "aac, aac", "mka, aac", "ts, aac",
            "flv, aac", "wav, libmp3lame", "mka, libmp3lame", "wma, wmav2", "mp2, mp2", "ac3, ac3" })
    void soundAloneStartsWhereItsEncoderStarted(String container, String codec) throws Exception {
        Path source = this.directory.resolve("source." + container);
        Clips.run("-f", "lavfi", "-i", NumberedClip.audio(3), "-c:a", codec, source.toString());
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            assertThat(presentation.duration()).isCloseTo(3, within(0.03));
            assertBeeps(bench, presentation, List.of(0.5, 1.5, 2.5));
        }
    }

    @Test
    void aVideoWhoseKeyFramesAreHiddenByItsEditListHasImages() throws Exception {
        Path source = write("source.mp4", NumberedClip.video("25", 3), NumberedClip.audio(3), "hevc", "aac",
                "-output_ts_offset", "-1");
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            bench.make(MediaTask.IMAGES, presentation, null, 0, 0);
            assertThat(presentation.duration()).isCloseTo(2, within(0.03));
            assertFrames(bench, presentation, IntStream.range(25, 75).boxed().toList());
            assertThat(bench.blobs().exists(MediaKeys.thumbnail(presentation.packageKey()))).isTrue();
            assertThat(bench.blobs().exists(MediaKeys.storyboard(presentation.packageKey(), 0))).isTrue();
        }
    }

    @Test
    void anAudioTrackWithoutSamplesIsPassedOver() throws Exception {
        Path source = write("source.mp4", NumberedClip.video("25", 3), NumberedClip.audio(3), "h264", "aac");
        byte[] bytes = Files.readAllBytes(source);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int sound = text.indexOf("soun");
        for (String table : List.of("stts", "stsz", "stco")) {
            int box = text.indexOf(table, sound);
            int count = box + (table.equals("stsz") ? 12 : 8);
            Arrays.fill(bytes, count, count + 4, (byte) 0);
        }
        Path odd = Files.write(this.directory.resolve("odd.mp4"), bytes);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(odd);
            bench.makeAll(presentation);
            assertThat(presentation.audio()).isEmpty();
            assertFrames(bench, presentation, IntStream.range(0, 75).boxed().toList());
        }
    }

    private Path write(String name, String video, String audio, String videoCodec, String audioCodec, String... extra)
            throws Exception {
        Path file = this.directory.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", video, "-f", "lavfi", "-i", audio));
        arguments.addAll(codec(videoCodec));
        arguments.addAll(List.of("-c:a", audioCodec, "-strict", "-2"));
        arguments.addAll(List.of(extra));
        arguments.add(file.toString());
        Clips.run(arguments.toArray(String[]::new));
        return file;
    }

    private static void assertFrames(MediaBench bench, Presentation presentation, List<Integer> expected)
            throws Exception {
        for (VideoRendition rendition : presentation.video()) {
            Path joined = bench.join(presentation, rendition);
            assertThat(NumberedClip.frames(joined)).as(rendition.name()).isEqualTo(expected);
        }
    }

    private static void assertBeeps(MediaBench bench, Presentation presentation, List<Double> expected)
            throws Exception {
        assertThat(presentation.audio()).isNotEmpty();
        for (AudioRendition rendition : presentation.audio()) {
            Path joined = bench.join(presentation, rendition);
            List<Double> beeps = NumberedClip.beeps(joined);
            assertThat(beeps).as(rendition.name()).hasSameSizeAs(expected);
            for (int i = 0; i < beeps.size(); i++) {
                assertThat(beeps.get(i)).as("beep " + i + " of " + rendition.name())
                    .isCloseTo(expected.get(i), within(0.02));
            }
            assertThat(NumberedClip.soundDuration(joined)).as(rendition.name())
                .isCloseTo(presentation.duration(), within(0.04));
        }
    }

}
