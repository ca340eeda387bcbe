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
 * Definition of an alert rule.
 *
 * @param name name in upper camel case; optional if the path contains it
 * @param expression expression in the subset of PromQL that hardening-lib supports
 * @param condition how its value is compared: {@code gt}, {@code lt}, {@code eq},
 * {@code gte}, {@code lte}
 * @param threshold what it is compared with
 * @param forSeconds how long the condition must hold before the alert fires; 0 by default
 * @param keepFiringSeconds how long the alert continues to fire after the condition has
 * ended; 0 by default
 * @param level {@code critical}, {@code warning} or {@code info}
 * @param labels labels added to each alert
 * @param summary one sentence that describes the problem
 * @param runbook address or path of the runbook
 * @param enabled whether the rule is evaluated; true by default
 */
public record RuleSpec(@Nullable @Size(max = 80) String name,
        @NotBlank @PlainText(max = 2000, multiline = true) String expression,
        @NotNull @Pattern(regexp = "gt|lt|eq|gte|lte",
                message = "must be one of gt, lt, eq, gte, lte") String condition,
        @NotNull Double threshold, @Nullable @Min(0) @Max(86_400) Long forSeconds,
        @Nullable @Min(0) @Max(86_400) Long keepFiringSeconds,
        @NotNull @Pattern(regexp = "critical|warning|info",
                message = "must be one of critical, warning, info") String level,
        @Nullable @Size(max = 10) Map<String, String> labels, @NotBlank @PlainText(max = 500) String summary,
        @Nullable @PlainText(max = 500) String runbook, @Nullable Boolean enabled) {
}
