/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.AssertTrue;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the audit journal.
 *
 * @param enabled Whether events are recorded.
 * @param directory Directory of the journals; each process creates its own subdirectory.
 * @param retention Minimum time for which events are kept.
 * @param fileSize Size from which on a segment is followed by another one.
 */
@Validated
@ConfigurationProperties("streamgate.audit")
public record AuditProperties(@DefaultValue("true") boolean enabled, @Nullable Path directory,
        @DurationMin(days = 1) @DefaultValue("30d") Duration retention, @DefaultValue("16MB") DataSize fileSize) {

    @AssertTrue(message = "file-size must be between 64KB and 1GB")
    boolean isFileSizeInRange() {
        return this.fileSize.toKilobytes() >= 64 && this.fileSize.toGigabytes() <= 1;
    }

}
