/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.clips.NumberedClip;
import dev.streamgate.transcoder.MediaBench;
import dev.streamgate.transcoder.mp4.FragmentProbe;

import static org.assertj.core.api.Assertions.assertThat;

/** Ladders of several codecs: the same frames in the same segments. */
@Timeout(120)
class CodecLaddersTests {

    private static final List<VideoCodec> ADDITIONAL = Stream.of(VideoCodec.HEVC, VideoCodec.AV1)
        .filter((codec) -> Clips.ffmpeg().encodes(codec))
        .toList();

    @TempDir
    private Path directory;

    /** The source is copied, and has a frame rate that varies. */
    @Test
    void allCodecsShareTheGridOfACopiedSource() throws Exception {
        Path source = clip("source.mp4", "25", "if(gt(N\\,60)\\,PTS+0.013/TB\\,PTS)", "-c:v", "libx264", "-bf", "2",
                "-g", "50");
        try (MediaBench bench = bench()) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video()).extracting(VideoRendition::name)
                .containsExactlyElementsOf(names("source", "72p"));
            assertThat(presentation.video().getFirst().mode()).isEqualTo(Mode.REMUX);
            assertRenditions(bench, presentation, 175);
        }
    }

    @Test
    void allCodecsShareTheGridOfAnEncodedSource() throws Exception {
        Path source = clip("source.mkv", "24000/1001", "PTS", "-c:v", "libx265", "-x265-params", "log-level=error");
        try (MediaBench bench = bench()) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.video()).extracting(VideoRendition::name)
                .containsExactlyElementsOf(names("108p", "72p"));
            assertRenditions(bench, presentation, 168);
        }
    }

    /** One encoder a task, as worker-service partitions a plan. */
    private void assertRenditions(MediaBench bench, Presentation presentation, int frames) throws Exception {
        int segments = presentation.segments().size();
        if (presentation.video().getFirst().mode() == Mode.REMUX) {
            bench.make(MediaTask.REMUX, presentation, null, 0, segments);
        }
        for (VideoRendition rendition : presentation.video()) {
            if (rendition.mode() == Mode.ENCODE) {
                bench.make(MediaTask.ENCODE, presentation, List.of(rendition.name()), 1, segments);
                bench.make(MediaTask.ENCODE, presentation, List.of(rendition.name()), 0, 1);
            }
        }
        List<Long> starts = starts(presentation);
        for (VideoRendition rendition : presentation.video()) {
            Path file = bench.join(presentation, rendition);
            FragmentProbe probe = FragmentProbe.of(file);
            assertThat(probe.segmentStarts()).as(rendition.name()).isEqualTo(starts);
            assertThat(probe.segmentsWithoutLeadingKeyFrame()).as(rendition.name()).isEmpty();
            assertThat(probe.presentationTimes().getFirst()).as(rendition.name()).isZero();
            assertThat(Clips.warningsWhenDecoding(file)).as(rendition.name()).isEmpty();
            assertThat(NumberedClip.frames(file)).as(rendition.name())
                .isEqualTo(IntStream.range(0, frames).boxed().toList());
            var probed = bench.bean(dev.streamgate.media.ffmpeg.Ffmpeg.class).probe(file).video();
            assertThat(probed).isNotNull();
            assertThat(probed.codec()).isEqualTo(VideoCodec.of(rendition.codecs()).id());
            assertThat(probed.width()).isEqualTo(rendition.width());
            assertThat(probed.height()).isEqualTo(rendition.height());
        }
    }

    private static List<Long> starts(Presentation presentation) {
        List<Long> starts = new ArrayList<>();
        long start = 0;
        for (long duration : presentation.segments()) {
            starts.add(start);
            start += duration;
        }
        return starts;
    }

    private MediaBench bench() {
        return new MediaBench(this.directory, "streamgate.transcoder.ladder.profiles[0].name=108p",
                "streamgate.transcoder.ladder.profiles[0].height=108",
                "streamgate.transcoder.ladder.profiles[0].bitrate=400000",
                "streamgate.transcoder.ladder.profiles[1].name=72p",
                "streamgate.transcoder.ladder.profiles[1].height=72",
                "streamgate.transcoder.ladder.profiles[1].bitrate=200000",
                "streamgate.transcoder.ladder.additional-codecs="
                        + String.join(",", ADDITIONAL.stream().map(VideoCodec::id).toList()));
    }

    private static List<String> names(String... h264) {
        List<String> names = new ArrayList<>(List.of(h264));
        ADDITIONAL.forEach((codec) -> names.addAll(List.of("108p-" + codec.id(), "72p-" + codec.id())));
        return names;
    }

    private Path clip(String name, String rate, String times, String... encoder) throws Exception {
        Path file = this.directory.resolve(name);
        List<String> arguments = new ArrayList<>(
                List.of("-f", "lavfi", "-i", NumberedClip.video(rate, 7) + ",setpts='" + times + "'"));
        arguments.addAll(List.of(encoder));
        arguments.addAll(List.of("-preset", "ultrafast", "-fps_mode", "passthrough", file.toString()));
        Clips.run(arguments.toArray(String[]::new));
        return file;
    }

}
