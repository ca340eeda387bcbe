/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.history;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * History of the instances' health.
 *
 * @param retention How long changes are kept.
 * @param maxPendingWrites Maximum number of changes kept in memory while the database is
 * unavailable; the oldest are dropped.
 */
@Validated
@ConfigurationProperties("streamgate.monitor.history")
record HistoryProperties(@NotNull @DefaultValue("30d") Duration retention,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxPendingWrites) {
}
