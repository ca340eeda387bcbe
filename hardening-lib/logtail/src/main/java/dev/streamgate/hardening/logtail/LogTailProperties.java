/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.logtail;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the log tail.
 *
 * @param enabled Whether the latest log events are kept in memory.
 * @param events Maximum number of events.
 * @param size Maximum size of their texts, at one byte per character.
 */
@Validated
@ConfigurationProperties("streamgate.log-tail")
public record LogTailProperties(@DefaultValue("true") boolean enabled,
        @Min(1) @Max(100_000) @DefaultValue("1000") int events, @NotNull @DefaultValue("1MB") DataSize size) {
}
