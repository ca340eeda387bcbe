/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.transcoder.MediaBench;

import static org.assertj.core.api.Assertions.assertThat;

class PackageKeysTests {

    @TempDir
    private Path directory;

    @Test
    void aKeyDependsOnSourceAndProfiles() throws Exception {
        try (MediaBench bench = new MediaBench(this.directory)) {
            PackageKeys keys = bench.bean(PackageKeys.class);
            String key = keys.of("00", null, Set.of());
            assertThat(key).matches("[0-9a-f]{64}");
            assertThat(keys.of("00", List.of("240p", "360p", "480p", "720p", "1080p"), Set.of())).isEqualTo(key);
            assertThat(keys.of("00", List.of("720p"), Set.of())).isNotEqualTo(key);
            assertThat(keys.of("01", null, Set.of())).isNotEqualTo(key);
        }
    }

}
