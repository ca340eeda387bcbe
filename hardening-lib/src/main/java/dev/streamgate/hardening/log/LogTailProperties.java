/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.log;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the log is kept in memory.
 *
 * @param enabled Whether the newest events are kept.
 * @param events How many at most.
 * @param size How much text they may hold together, at one byte a character.
 */
@Validated
@ConfigurationProperties("streamgate.log-tail")
public record LogTailProperties(@DefaultValue("true") boolean enabled,
        @Min(1) @Max(100_000) @DefaultValue("1000") int events, @NotNull @DefaultValue("1MB") DataSize size) {
}
