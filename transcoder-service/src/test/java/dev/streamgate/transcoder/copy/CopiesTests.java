/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.copy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.clips.NumberedClip;
import dev.streamgate.transcoder.MediaBench;
import dev.streamgate.transcoder.RecordingContext;
import dev.streamgate.transcoder.mp4.FragmentProbe;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.Mp4Track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Samples that a decoder does not accept are not copied, or not for long. */
@Timeout(120)
class CopiesTests {

    private static final Map<String, Object> REPLAN = Map.of(MediaTask.REPLAN, true);

    @TempDir
    private Path directory;

    @Test
    void copiesThatDecodeAreKept() throws Exception {
        Path source = Clips.clip().seconds(9).write(this.directory.resolve("a.mp4"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(copy(bench, presentation, MediaTask.REMUX, 0)).isEmpty();
            assertThat(copy(bench, presentation, MediaTask.AUDIO, 0)).isEmpty();
            assertThat(bench.plan(source)).isEqualTo(presentation);
        }
    }

    @Test
    void damagedVideoIsEncodedByTheNextPlan() throws Exception {
        Path source = Clips.clip()
            .seconds(9)
            .video("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "60", "-x264-params",
                    "cabac=1")
            .write(this.directory.resolve("a.mp4"));
        Mp4Track video = Mp4Index.read(source).video();
        assertThat(video).isNotNull();
        damage(source, video, 190, 200);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video().getFirst().mode()).isEqualTo(Mode.REMUX);
            RecordingContext context = new RecordingContext(presentation.segments().size());
            assertThat(bench.run(MediaTask.REMUX, bench.task(presentation, null, 1, context.end()), context))
                .isEqualTo(REPLAN);
            assertThat(context.published()).as("only what decodes is published").containsExactly(1);
            Presentation second = bench.plan(source);
            assertThat(second.packageKey()).isNotEqualTo(presentation.packageKey());
            assertThat(second.audio().getFirst().mode()).isEqualTo(Mode.REMUX);
            bench.makeAll(second);
            for (VideoRendition rendition : second.video()) {
                assertThat(rendition.mode()).isEqualTo(Mode.ENCODE);
                Path joined = bench.join(second, rendition);
                assertThat(Clips.warningsWhenDecoding(joined)).isEmpty();
                assertThat(FragmentProbe.of(joined).presentationTimes()).hasSize(270);
            }
            assertThat(bench.plan(source)).as("an identical upload").isEqualTo(second);
        }
    }

    @Test
    void playersOfTheFirstPlanGetDamagedSegmentsEncoded() throws Exception {
        Path source = Clips.clip()
            .seconds(7)
            .video("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "60", "-bf", "2",
                    "-x264-params", "cabac=1")
            .audio("-c:a", "aac", "-ac", "1")
            .write(this.directory.resolve("a.mp4"));
        Mp4Index index = Mp4Index.read(source);
        Mp4Track video = index.video();
        assertThat(video).isNotNull();
        damage(source, video, 95, 105);
        damage(source, index.audio().getFirst(), 200, 230, 0);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.make(MediaTask.REMUX, presentation, null, 0, 1);
            bench.make(MediaTask.AUDIO, presentation, null, 0, 1);
            assertThat(copy(bench, presentation, MediaTask.REMUX, 1)).isEqualTo(REPLAN);
            assertThat(copy(bench, presentation, MediaTask.AUDIO, 1)).isEqualTo(REPLAN);
            assertThat(copy(bench, presentation, MediaTask.REMUX, 1)).isEmpty();
            assertThat(copy(bench, presentation, MediaTask.AUDIO, 1)).isEmpty();
            Path pictures = bench.join(presentation, presentation.video().getFirst());
            assertThat(Clips.warningsWhenDecoding(pictures)).isEmpty();
            assertThat(FragmentProbe.of(pictures).presentationTimes()).hasSize(210);
            Path sound = bench.join(presentation, presentation.audio().getFirst());
            assertThat(Clips.warningsWhenDecoding(sound)).isEmpty();
            assertThat(NumberedClip.soundDuration(sound)).isCloseTo(7, within(0.03));
        }
    }

    @Test
    void damagedFirstSegmentsArePublishedBeforeTheyAreDecoded() throws Exception {
        Path source = Clips.clip().seconds(5).write(this.directory.resolve("a.mp4"));
        Mp4Track video = Mp4Index.read(source).video();
        assertThat(video).isNotNull();
        damage(source, video, 10, 20);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            RecordingContext context = new RecordingContext(1);
            assertThat(bench.run(MediaTask.REMUX, bench.task(presentation, null, 0, 1), context)).isEqualTo(REPLAN);
            assertThat(context.published()).containsExactly(0, 1);
            assertThat(bench.plan(source).video().getFirst().mode()).isEqualTo(Mode.ENCODE);
        }
    }

    @Test
    void damagedAudioIsEncodedByTheNextPlan() throws Exception {
        Path source = Clips.clip().seconds(9).write(this.directory.resolve("a.mp4"));
        damage(source, Mp4Index.read(source).audio().getFirst(), 200, 230);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(copy(bench, presentation, MediaTask.AUDIO, 1)).isEqualTo(REPLAN);
            Presentation second = bench.plan(source);
            assertThat(second.audio().getFirst().mode()).isEqualTo(Mode.ENCODE);
            assertThat(second.video().getFirst().mode()).isEqualTo(Mode.REMUX);
            bench.makeAll(second);
            assertThat(Clips.warningsWhenDecoding(bench.join(second, second.audio().getFirst()))).isEmpty();
        }
    }

    @Test
    void aTrackWithTwoSampleDescriptionsIsEncoded() throws Exception {
        Path source = withTwoDescriptions(Clips.clip().seconds(3).write(this.directory.resolve("a.mp4")));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video()).extracting(VideoRendition::mode).containsOnly(Mode.ENCODE);
        }
    }

    @Test
    void reorderedFramesWithoutCompositionTimesGetThemFromTheirPictureOrder() throws Exception {
        Path source = Clips.clip()
            .seconds(3)
            .silent()
            .video("-c:v", "libx264", "-preset", "veryfast", "-bf", "2", "-pix_fmt", "yuv420p")
            .write(this.directory.resolve("a.avi"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video().getFirst().mode()).isEqualTo(Mode.REMUX);
            assertThat(presentation.duration()).isCloseTo(3, within(0.001));
            assertThat(copy(bench, presentation, MediaTask.REMUX, 0)).isEmpty();
        }
    }

    @Test
    void reorderedFramesBeyondTheCompositionOffsetsGetThemFromTheirPictureOrder() throws Exception {
        Path source = this.directory.resolve("a.mp4");
        Clips.run("-f", "lavfi", "-i", NumberedClip.video("25", 3), "-c:v", "libx264", "-bf", "2", source.toString());
        byte[] bytes = Files.readAllBytes(source);
        int table = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("ctts");
        ByteBuffer entries = ByteBuffer.wrap(bytes, table + 8, Integer.BYTES);
        entries.putInt(table + 8, entries.getInt(table + 8) / 2);
        Files.write(source, bytes);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video().getFirst().mode()).isEqualTo(Mode.REMUX);
            assertThat(copy(bench, presentation, MediaTask.REMUX, 0)).isEmpty();
            assertThat(NumberedClip.frames(bench.join(presentation, presentation.video().getFirst())))
                .isEqualTo(IntStream.range(0, 75).boxed().toList());
        }
    }

    @Test
    void aPictureSizeThatChangesIsEncoded() throws Exception {
        Path source = this.directory.resolve("a.ts");
        Files.write(source, Files.readAllBytes(part("large.ts", "320x180", 0)));
        Files.write(source, Files.readAllBytes(part("small.ts", "256x144", 3)), StandardOpenOption.APPEND);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video()).extracting(VideoRendition::mode).containsOnly(Mode.ENCODE);
            bench.makeAll(presentation);
            Path joined = bench.join(presentation, presentation.video().getFirst());
            assertThat(Clips.warningsWhenDecoding(joined)).isEmpty();
        }
    }

    private Path part(String name, String size, double start) throws IOException, InterruptedException {
        return Clips.clip()
            .size(size)
            .seconds(3)
            .silent()
            .output("-output_ts_offset", String.valueOf(start))
            .write(this.directory.resolve(name));
    }

    /** Copies the segments from a number on. */
    private static Map<String, Object> copy(MediaBench bench, Presentation presentation, String type, int from)
            throws IOException, InterruptedException {
        int to = type.equals(MediaTask.AUDIO) ? presentation.audio().getFirst().segments().size()
                : presentation.segments().size();
        return bench.run(type, bench.task(presentation, null, from, to), new RecordingContext(to));
    }

    /** Overwrites the content of samples after the start of the first NAL unit. */
    private static void damage(Path file, Mp4Track track, int from, int to) throws IOException {
        damage(file, track, from, to, 12);
    }

    private static void damage(Path file, Mp4Track track, int from, int to, int kept) throws IOException {
        Random random = new Random(1);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            for (int sample = from; sample < to; sample++) {
                byte[] noise = new byte[Math.max(0, track.samples().size(sample) - kept)];
                random.nextBytes(noise);
                access.seek(track.samples().offset(sample) + kept);
                access.write(noise);
            }
        }
    }

    /** Repeats the sample description of the video, whose index follows its data. */
    private static Path withTwoDescriptions(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        ByteBuffer whole = ByteBuffer.wrap(content);
        int moov = text.lastIndexOf("moov");
        int entry = text.indexOf("avc1", moov) - Integer.BYTES;
        int length = whole.getInt(entry);
        whole.putInt(entry - Integer.BYTES, 2);
        for (String type : new String[] { "moov", "trak", "mdia", "minf", "stbl", "stsd" }) {
            int start = text.indexOf(type, moov) - Integer.BYTES;
            whole.putInt(start, whole.getInt(start) + length);
        }
        ByteBuffer result = ByteBuffer.allocate(content.length + length);
        result.put(content, 0, entry + length).put(content, entry, content.length - entry);
        return Files.write(file, result.array());
    }

}
