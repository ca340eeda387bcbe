/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;
import java.util.Map;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.PlainText;

/**
 * Something that happened to a service and is no fault, as hardening-lib's {@code Alert}
 * writes it; its other members are not read.
 *
 * @param rule what happened, for instance {@code ServiceStarted}
 * @param level {@code INFO}: for anything graver there are rules
 * @param labels what it happened to; {@code service} is set to who sends it
 * @param summary what exactly, in one sentence
 * @param runbook where more is told
 * @param startedAt when
 */
public record AlertEvent(@NotNull @Pattern(regexp = "[A-Z][A-Za-z0-9]{0,79}") String rule,
        @NotNull @Pattern(regexp = "(?i)info", message = "is info") String level,
        @NotNull @Size(max = 20) Map<@PlainText(max = 100) String, @PlainText(max = 200) String> labels,
        @NotBlank @PlainText(max = 500) String summary, @Nullable @PlainText(max = 500) String runbook,
        @NotNull Instant startedAt) {
}
