/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.transcoder.MediaBench;
import dev.streamgate.transcoder.RecordingContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Audio produced by several tasks keeps its position and has no gaps at the joints.
 */
@Timeout(60)
class AudioChunksTests {

    /** A tone in every other second; its edges mark positions. */
    private static final String TONE = "aevalsrc=sin(440*2*PI*t)*mod(floor(t)\\,2)|sin(440*2*PI*t)*mod(floor(t)\\,2)"
            + ":s=48000:d=14";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({ "mp4, aac, REMUX", "mkv, libopus, ENCODE", "mkv, flac, ENCODE", "ts, mp2, ENCODE",
            "mp3, libmp3lame, ENCODE", "wav, pcm_s16le, ENCODE" })
    void audioKeepsItsPosition(String container, String codec, Mode mode) throws Exception {
        Path source = this.directory.resolve("source." + container);
        Clips.run("-f", "lavfi", "-i", TONE, "-c:a", codec, source.toString());
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            AudioRendition audio = presentation.audio().getFirst();
            assertThat(audio.mode()).isEqualTo(mode);
            for (int segment = audio.segments().size() - 1; segment >= 0; segment--) {
                bench.make(MediaTask.AUDIO, presentation, null, segment, segment + 1);
            }
            List<Double> edges = silenceEnds(bench.join(presentation, audio));
            assertThat(edges).hasSize(7);
            for (int i = 0; i < edges.size(); i++) {
                assertThat(Math.abs(edges.get(i) - (2 * i + 1))).as("silence before " + (2 * i + 1)).isLessThan(0.03);
            }
        }
    }

    @Test
    void soundThatCannotBeReadToItsEndIsNoted() throws Exception {
        Path source = this.directory.resolve("source.mkv");
        Clips.run("-f", "lavfi", "-i", TONE, "-c:a", "flac", source.toString());
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            byte[] bytes = Files.readAllBytes(source);
            bench.blobs()
                .put(presentation.sourceKey(), new ByteArrayInputStream(bytes, 0, bytes.length / 2), bytes.length / 2);
            int segments = presentation.audio().getFirst().segments().size();
            assertThat(bench.run(MediaTask.AUDIO, bench.task(presentation, null, 0, segments),
                    new RecordingContext(segments)))
                .isEqualTo(Map.of("notes", List.of("Audio track 1 cannot be decoded completely; it is silent there.")));
            assertThat(silenceEnds(bench.join(presentation, presentation.audio().getFirst()))).hasSizeLessThan(7);
        }
    }

    /** The seconds at which silence ends. */
    private List<Double> silenceEnds(Path file) throws IOException, InterruptedException {
        Path result = this.directory.resolve("silence.txt");
        Clips.run("-i", file.toString(), "-af",
                "silencedetect=n=-30dB:d=0.5,ametadata=print:key=lavfi.silence_end:file=" + result, "-f", "null", "-");
        return Files.readAllLines(result)
            .stream()
            .filter((line) -> line.startsWith("lavfi"))
            .map((line) -> Double.parseDouble(line.substring(line.indexOf('=') + 1)))
            .toList();
    }

}
