/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogRotationTests {

    @TempDir
    private Path folder;

    @Test
    void aLogWithinItsLimitIsNotRotated() throws IOException {
        Path log = Files.writeString(this.folder.resolve("log"), "12345");
        assertThat(LogRotation.rotate(log, 5)).isFalse();
        assertThat(LogRotation.rotate(this.folder.resolve("none"), 5)).isFalse();
        assertThat(log).content().isEqualTo("12345");
    }

    @Test
    void theNumberOfEarlierFilesIsBounded() throws IOException {
        Path log = this.folder.resolve("log");
        for (int run = 1; run <= 10; run++) {
            Files.writeString(log, "run " + run);
            assertThat(LogRotation.rotate(log, 3)).isTrue();
        }
        assertThat(log).isEmptyFile();
        assertThat(this.folder.resolve("log.1")).content().isEqualTo("run 10");
        assertThat(this.folder.resolve("log.3")).content().isEqualTo("run 8");
        try (Stream<Path> files = Files.list(this.folder)) {
            assertThat(files).hasSize(1 + LogRotation.EARLIER);
        }
    }

    @Test
    void aRunningProcessContinuesAtTheBeginningOfItsRotatedLog() throws IOException {
        Path log = this.folder.resolve("log");
        Path signal = this.folder.resolve("signal");
        Process process = new DetachedCommand(
                List.of("sh", "-c", "echo before; while [ ! -e signal ]; do sleep 0.02; done; echo after"),
                Map.of("PATH", System.getenv("PATH")), this.folder, log)
            .start();
        Awaitility.await().until(() -> Files.readString(log).equals("before\n"));
        assertThat(LogRotation.rotate(log, 1)).isTrue();
        Files.createFile(signal);
        Awaitility.await().until(() -> !process.isAlive());
        assertThat(log).content().isEqualTo("after\n");
        assertThat(this.folder.resolve("log.1")).content().isEqualTo("before\n");
    }

}
