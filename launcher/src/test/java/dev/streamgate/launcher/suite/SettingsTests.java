/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.streamgate.launcher.terminal.LaunchFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingsTests {

    private static final Path PROJECT = Path.of("/project");

    @Test
    void withoutVariablesTheDataDirectoryIsInTheProject() {
        Settings settings = Settings.of(PROJECT, Map.of());
        assertThat(settings.home()).isEqualTo(PROJECT.resolve(".streamgate"));
        assertThat(settings.ports()).isEqualTo(new Ports(8080));
        assertThat(settings.database()).isEmpty();
        assertThat(settings.startTimeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.training()).isTrue();
        assertThat(settings.supervision()).isTrue();
    }

    @Test
    void eachVariableIsRead() {
        Settings settings = Settings.of(PROJECT,
                Map.of("STREAMGATE_HOME", "/srv/streamgate", "STREAMGATE_PORT", "9000", "STREAMGATE_DB_URL",
                        "jdbc:postgresql://db/streamgate", "STREAMGATE_START_TIMEOUT", "30", "STREAMGATE_AOT", "off",
                        "STREAMGATE_SUPERVISION", "off"));
        assertThat(settings.home()).isEqualTo(Path.of("/srv/streamgate"));
        assertThat(settings.ports()).isEqualTo(new Ports(9000));
        assertThat(settings.database()).contains("jdbc:postgresql://db/streamgate");
        assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.training()).isFalse();
        assertThat(settings.supervision()).isFalse();
    }

    @Test
    void aBlankVariableCountsAsMissing() {
        assertThat(Settings.of(PROJECT, Map.of("STREAMGATE_DB_URL", " ")).database()).isEmpty();
    }

    @Test
    void anInvalidTimeoutIsRejected() {
        assertThatExceptionOfType(LaunchFailure.class)
            .isThrownBy(() -> Settings.of(PROJECT, Map.of("STREAMGATE_START_TIMEOUT", "soon")))
            .withMessageContaining("soon");
    }

}
