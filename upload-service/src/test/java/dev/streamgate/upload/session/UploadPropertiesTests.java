/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class UploadPropertiesTests {

    @Test
    void theLimitsHaveDefaults() {
        UploadProperties defaults = bind(Map.of());
        assertThat(defaults).isEqualTo(new UploadProperties(DataSize.ofGigabytes(20), 100, DataSize.ofGigabytes(2),
                Duration.ofHours(24), Duration.ofHours(1), Duration.ofDays(7), Duration.ofHours(24),
                DataSize.ofMegabytes(8), 10_000, DataSize.ofKilobytes(1), Duration.ofSeconds(30), Duration.ofHours(12),
                67_108_864, 2, Duration.ofSeconds(10)));
    }

    @Test
    void everyLimitIsConfigurable() {
        UploadProperties set = bind(Map.ofEntries(Map.entry("streamgate.upload.max-size", "1MB"),
                Map.entry("streamgate.upload.max-open-per-user", "2"),
                Map.entry("streamgate.upload.disk-reserve", "3MB"), Map.entry("streamgate.upload.expiry", "4h"),
                Map.entry("streamgate.upload.form-expiry", "5h"), Map.entry("streamgate.upload.retention", "6d"),
                Map.entry("streamgate.upload.rejected-retention", "15d"),
                Map.entry("streamgate.upload.chunk-size", "7MB"), Map.entry("streamgate.upload.max-chunks", "8"),
                Map.entry("streamgate.upload.min-bytes-per-second", "9KB"),
                Map.entry("streamgate.upload.slow-body-window", "10s"),
                Map.entry("streamgate.upload.max-duration", "11m"), Map.entry("streamgate.upload.max-pixels", "12"),
                Map.entry("streamgate.upload.verification-concurrency", "13"),
                Map.entry("streamgate.upload.verification-wait", "14s")));
        assertThat(set).isEqualTo(new UploadProperties(DataSize.ofMegabytes(1), 2, DataSize.ofMegabytes(3),
                Duration.ofHours(4), Duration.ofHours(5), Duration.ofDays(6), Duration.ofDays(15),
                DataSize.ofMegabytes(7), 8, DataSize.ofKilobytes(9), Duration.ofSeconds(10), Duration.ofMinutes(11), 12,
                13, Duration.ofSeconds(14)));
    }

    private static UploadProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("streamgate.upload",
                UploadProperties.class);
    }

}
