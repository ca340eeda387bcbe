/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.subtitles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Chapter;
import dev.streamgate.contracts.media.Presentation.Subtitles;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.suite.caption.Captions;
import dev.streamgate.suite.caption.Cue;
import dev.streamgate.transcoder.MediaBench;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SubtitlesTests {

    @TempDir
    private Path directory;

    @Test
    void textSubtitlesOfAllKindsBecomeWebVtt() throws Exception {
        Path mkv = clip("a.mkv", List.of("-c:s:0", "ass", "-c:s:1", "srt", "-metadata:s:s:0", "language=ger",
                "-metadata:s:s:0", "title=Deutsch", "-disposition:s:0", "default", "-disposition:s:1", "forced"));
        Path mp4 = clip("a.mp4", List.of("-c:s", "mov_text", "-metadata:s:s:0", "language=eng"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation film = bench.plan(mkv);
            assertThat(film.extrasOrNone().subtitles()).containsExactly(
                    new Subtitles("subtitles-de", "de", "Deutsch", 2, true, false),
                    new Subtitles("subtitles-und", "und", null, 3, false, true));
            bench.make(MediaTask.SUBTITLES, film, null, 0, 0);
            for (String name : List.of("subtitles-de", "subtitles-und")) {
                assertThat(captions(bench, film, name).cues()).as(name)
                    .containsExactly(new Cue(500, 1000, "", "Hello"), new Cue(1500, 1900, "", "<i>World</i>"));
            }
            Presentation clip = bench.plan(mp4);
            bench.make(MediaTask.SUBTITLES, clip, null, 0, 0);
            assertThat(captions(bench, clip, "subtitles-en").cues()).extracting(Cue::start)
                .containsExactly(500L, 1500L);
            assertThat(captions(bench, clip, "subtitles-und").cues()).hasSize(2);
        }
    }

    @Test
    void timesAreThoseOfThePresentation() throws Exception {
        Path late = clip("late.mkv", List.of("-c:s", "srt", "-output_ts_offset", "100"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation film = bench.plan(late);
            bench.make(MediaTask.SUBTITLES, film, null, 0, 0);
            assertThat(captions(bench, film, "subtitles-und").cues()).extracting(Cue::start)
                .containsExactly(500L, 1500L);
        }
    }

    @Test
    void chaptersHaveTheTimesOfThePresentation() throws Exception {
        Path chapters = Files.writeString(this.directory.resolve("chapters.txt"), """
                ;FFMETADATA1
                [CHAPTER]
                TIMEBASE=1/1000
                START=0
                END=500
                title=Start
                [CHAPTER]
                TIMEBASE=1/1000
                START=500
                END=90000
                """);
        Path clip = Clips.clip().size("64x48").seconds(2).write(this.directory.resolve("plain.mp4"));
        Path source = this.directory.resolve("chapters.mp4");
        Clips.run("-i", clip.toString(), "-i", chapters.toString(), "-map", "0", "-map_metadata", "1", "-c", "copy",
                source.toString());
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation film = bench.plan(source);
            assertThat(film.extrasOrNone().chapters()).containsExactly(new Chapter(0, 0.5, "Start"),
                    new Chapter(0.5, film.duration(), "Chapter 2"));
        }
    }

    /** A clip with the same subtitles twice. */
    private Path clip(String name, List<String> options) throws Exception {
        Path text = Files.writeString(this.directory.resolve("a.srt"),
                "1\n00:00:00,500 --> 00:00:01,000\nHello\n\n2\n00:00:01,500 --> 00:00:01,900\n<i>World</i>\n\n");
        Path clip = Clips.clip().size("64x48").seconds(2).write(this.directory.resolve("plain.mp4"));
        Path target = this.directory.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("-i", clip.toString(), "-i", text.toString(), "-map", "0:v",
                "-map", "0:a", "-map", "1", "-map", "1", "-c", "copy"));
        arguments.addAll(options);
        arguments.add(target.toString());
        Clips.run(arguments.toArray(String[]::new));
        return target;
    }

    private static Captions captions(MediaBench bench, Presentation presentation, String name) throws Exception {
        return Captions.ofConverted(read(bench, MediaKeys.subtitles(presentation.packageKey(), name)));
    }

    private static byte[] read(MediaBench bench, String key) throws IOException {
        try (InputStream in = bench.blobs().open(key)) {
            return in.readAllBytes();
        }
    }

}
