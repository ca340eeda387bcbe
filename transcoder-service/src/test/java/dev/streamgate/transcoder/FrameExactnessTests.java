/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.clips.Clips;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each frame of the source has a distinct brightness, which reveals frames that are lost,
 * duplicated or moved at the joint of two tasks.
 */
@Timeout(120)
class FrameExactnessTests {

    /** One brightness per frame, computed for a few pixels and enlarged. */
    private static final String NUMBERED = "scale=16:12,geq=lum='20+mod(N*37\\,200)':cb=128:cr=128,scale=384:288:flags=neighbor";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({ "mp4, libx264, 25, 3", "mkv, libx264, 24000/1001, 3", "ts, libx264, 25, 2",
            "mkv, libx265, 30000/1001, 0", "ts, libx265, 25, 0", "webm, libvpx-vp9, 24, 0", "avi, mpeg4, 25, 0" })
    void everyFrameKeepsItsPosition(String container, String codec, String rate, int bFrames) throws Exception {
        Path source = Clips.clip()
            .size("384x288")
            .rate(rate)
            .seconds(13)
            .silent()
            .filter(NUMBERED)
            .video("-c:v", codec, "-bf", String.valueOf(bFrames), "-g", "50", "-b:v", "500k", "-pix_fmt", "yuv420p")
            .write(this.directory.resolve("source." + container));
        assertFrames(source);
    }

    /** Recovery points are marked as key frames, but no frame is complete there. */
    @ParameterizedTest
    @ValueSource(strings = { "mp4", "mkv", "ts" })
    void everyFrameKeepsItsPositionWithPeriodicIntraRefresh(String container) throws Exception {
        assertFrames(Clips.clip()
            .size("384x288")
            .rate("25")
            .seconds(13)
            .silent()
            .filter(NUMBERED)
            .video("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-x264-params",
                    "intra-refresh=1:keyint=50")
            .write(this.directory.resolve("source." + container)));
    }

    private void assertFrames(Path source) throws Exception {
        List<Integer> expected = brightness(source);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.makeAll(presentation);
            assertThat(presentation.segments()).hasSizeGreaterThan(2);
            for (VideoRendition rendition : presentation.video()) {
                List<Integer> found = brightness(bench.join(presentation, rendition));
                assertThat(found).as(rendition.name()).hasSameSizeAs(expected);
                for (int i = 0; i < found.size(); i++) {
                    assertThat(Math.abs(found.get(i) - expected.get(i))).as(rendition.name() + " frame " + i)
                        .isLessThan(10);
                }
            }
        }
    }

    private List<Integer> brightness(Path file) throws IOException, InterruptedException {
        Path result = this.directory.resolve("brightness.txt");
        Clips.run("-i", file.toString(), "-fps_mode", "passthrough", "-vf",
                "signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=" + result, "-f", "null", "-");
        return Files.readAllLines(result)
            .stream()
            .filter((line) -> line.startsWith("lavfi"))
            .map((line) -> (int) Math.round(Double.parseDouble(line.substring(line.indexOf('=') + 1))))
            .toList();
    }

}
