/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.chunk;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.upload.session.UploadProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChunkLayoutTests {

    private final UploadProperties properties = new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("streamgate.upload", UploadProperties.class);

    @ParameterizedTest
    @CsvSource({ "1,1", "10,3", "9,3", "8388608,8388608", "20000000000,5000000" })
    void chunksCoverTheFileWithoutGapOrOverlap(long size, int chunkSize) {
        ChunkLayout layout = ChunkLayout.choose(size, chunkSize, this.properties);
        long end = 0;
        for (int number = 0; number < layout.count(); number++) {
            assertThat(layout.offset(number)).isEqualTo(end);
            assertThat(layout.length(number)).isPositive();
            end += layout.length(number);
        }
        assertThat(end).isEqualTo(size);
    }

    @Test
    void theChosenSizeLimitsTheNumberOfChunks() {
        assertThat(ChunkLayout.choose(100, null, this.properties)).isEqualTo(new ChunkLayout(100, 100));
        assertThat(ChunkLayout.choose(1L << 30, null, this.properties).chunkSize()).isEqualTo(8 << 20);
        assertThat(ChunkLayout.choose(200_000_000_000L, null, this.properties).count()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void tooManyOrTooLargeChunksAreRejected() {
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(() -> ChunkLayout.choose(1_000_000, 1, this.properties));
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(() -> ChunkLayout.choose(1_000_000, Integer.MAX_VALUE, this.properties));
    }

}
