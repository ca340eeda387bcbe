/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StartUpTests {

    @TempDir
    private Path folder;

    @Test
    @SuppressWarnings("NullAway") // No service is started, so none needs an environment.
    void afterAnInterruptNoServiceIsStarted() throws Exception {
        DataDirectory directory = DataDirectory.open(this.folder.resolve("data"));
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        StartUp startUp = new StartUp(directory, Settings.of(this.folder, Map.of()), new Terminal(out, false));
        startUp.stopStarted();
        Program program = new Program(ServiceDefinition.AUTH, this.folder.resolve("absent.jar"), "build", this.folder);
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> startUp.run(List.of(program), null))
            .withMessage("Interrupted");
        assertThat(directory.log(ServiceDefinition.AUTH.id())).doesNotExist();
    }

}
