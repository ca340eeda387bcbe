/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.media.clips.Clips;

import static org.assertj.core.api.Assertions.assertThat;

/** Files whose presentation has far more frames than they contain. */
class SparseSourceTests {

    @TempDir
    private Path directory;

    /** By these frames worker-service refuses it. */
    @Test
    @Timeout(30)
    void aTinyFileOfTwelveHoursIsPlannedInSecondsWithTheFramesThatWouldBeEncoded() throws Exception {
        Path source = Clips.clip()
            .size("320x240")
            .rate("60")
            .seconds(2)
            .silent()
            .filter("setpts='if(lt(N\\,100)\\,PTS\\,PTS+43196/TB)'")
            .output("-fps_mode", "vfr", "-crf", "45")
            .write(this.directory.resolve("twelve.mkv"));
        assertThat(Files.size(source)).isLessThan(200_000);
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            assertThat(presentation.frames().stream().mapToInt(Integer::intValue).sum()).isEqualTo(43_198 * 60);
            assertThat(presentation.frameRate()).isEqualTo(60);
            assertThat(presentation.video()).isNotEmpty();
        }
    }

}
