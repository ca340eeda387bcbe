/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FfmpegLocatorTests {

    @TempDir
    private Path directory;

    @Test
    void withoutAnyOtherTheDeliveredFfmpegIsUnpacked() throws Exception {
        FfmpegInstallation first = new FfmpegLocator(properties(null), "").locate();
        assertThat(first.version()).startsWith("ffmpeg version");
        assertThat(first.buildId()).hasSize(16);
        assertThat(first.ffmpeg()).startsWith(this.directory);
        FfmpegInstallation second = new FfmpegLocator(properties(null), "").locate();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anFfmpegOnPathWithoutARequiredEncoderIsSkipped() throws Exception {
        Path broken = fake("echo 'ffmpeg version fake'");
        FfmpegInstallation found = new FfmpegLocator(properties(null), broken.toString()).locate();
        assertThat(found.ffmpeg()).doesNotHaveToString(broken.resolve("ffmpeg").toString());
    }

    @Test
    void aConfiguredFfmpegThatDoesNotWorkFailsWithTheReason() throws Exception {
        Path broken = fake("echo 'ffmpeg version fake'");
        assertThatIllegalStateException().isThrownBy(() -> new FfmpegLocator(properties(broken), "").locate())
            .withMessageContaining("lacks");
        Path failing = fake("echo 'cannot run on a Tuesday' >&2; exit 1");
        assertThatIllegalStateException().isThrownBy(() -> new FfmpegLocator(properties(failing), "").locate())
            .withMessageContaining("cannot run on a Tuesday");
    }

    private Path fake(String script) throws Exception {
        Path folder = Files.createTempDirectory(this.directory, "fake");
        for (String name : new String[] { "ffmpeg", "ffprobe" }) {
            Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return folder;
    }

    private FfmpegProperties properties(Path path) {
        return new FfmpegProperties(path, this.directory.resolve("unpacked"), DataSize.ofGigabytes(4), 10,
                Duration.ofSeconds(30), 1_000_000);
    }

}
