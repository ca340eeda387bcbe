/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.PlainText;

/**
 * What an alert rule is to be.
 *
 * @param name name in upper camel case; may be left out where the address says it
 * @param expression what is looked at, in the subset of PromQL that hardening-lib reads
 * @param condition how it is compared: {@code gt}, {@code lt}, {@code eq}, {@code gte},
 * {@code lte}
 * @param threshold with what
 * @param forSeconds how long the condition must hold; 0 when left out
 * @param keepFiringSeconds how long the alert goes on after it; 0 when left out
 * @param level {@code critical}, {@code warning} or {@code info}
 * @param labels labels added to each alert
 * @param summary what happened, in one sentence
 * @param runbook where it is told what to do
 * @param enabled whether it is evaluated; true when left out
 */
public record RuleSpec(@Nullable @Size(max = 80) String name,
        @NotBlank @PlainText(max = 2000, multiline = true) String expression,
        @NotNull @Pattern(regexp = "gt|lt|eq|gte|lte", message = "is one of gt, lt, eq, gte, lte") String condition,
        @NotNull Double threshold, @Nullable @Min(0) @Max(86_400) Long forSeconds,
        @Nullable @Min(0) @Max(86_400) Long keepFiringSeconds,
        @NotNull @Pattern(regexp = "critical|warning|info", message = "is one of critical, warning, info") String level,
        @Nullable @Size(max = 10) Map<String, String> labels, @NotBlank @PlainText(max = 500) String summary,
        @Nullable @PlainText(max = 500) String runbook, @Nullable Boolean enabled) {
}
