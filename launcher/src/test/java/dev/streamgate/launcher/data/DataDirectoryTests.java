/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.data;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.launcher.terminal.LaunchFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DataDirectoryTests {

    @TempDir
    private Path folder;

    @Test
    void onlyOneLauncherHoldsTheLock() {
        DataDirectory directory = DataDirectory.open(this.folder);
        try (DataDirectory.Lock _ = directory.lock()) {
            assertThatExceptionOfType(LaunchFailure.class).isThrownBy(directory::lock)
                .withMessageContaining("Another ./streamgate");
        }
        directory.lock().close();
    }

    @Test
    void theFirstStartIsRecordedOnce() {
        assertThat(DataDirectory.open(this.folder).recordFirstStart()).isTrue();
        assertThat(DataDirectory.open(this.folder).recordFirstStart()).isFalse();
    }

}
