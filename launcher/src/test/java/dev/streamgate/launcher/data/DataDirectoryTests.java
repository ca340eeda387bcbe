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
    void oneLauncherAtATimeWorksOnAHome() {
        DataDirectory home = DataDirectory.open(this.folder);
        try (DataDirectory.Lock _ = home.lock()) {
            assertThatExceptionOfType(LaunchFailure.class).isThrownBy(home::lock)
                .withMessageContaining("Another ./streamgate");
        }
        home.lock().close();
    }

    @Test
    void aGreetingIsForTheFirstTimeOnly() {
        assertThat(DataDirectory.open(this.folder).greetFirstTime()).isTrue();
        assertThat(DataDirectory.open(this.folder).greetFirstTime()).isFalse();
    }

}
