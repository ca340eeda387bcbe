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
 * How much is kept.
 *
 * @param retention How long a change is kept.
 * @param backlog How many changes wait in memory while the database is down; the oldest
 * go first.
 */
@Validated
@ConfigurationProperties("streamgate.monitor.history")
record HistoryProperties(@NotNull @DefaultValue("30d") Duration retention,
        @Min(1) @Max(100_000) @DefaultValue("1000") int backlog) {
}
