/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An alert rule.
 *
 * @param name name in upper camel case
 * @param expression expression in the subset of PromQL that hardening-lib supports
 * @param condition how its value is compared: {@code gt}, {@code lt}, {@code eq},
 * {@code gte}, {@code lte}
 * @param threshold what it is compared with
 * @param forSeconds how long the condition must hold before the alert fires
 * @param keepFiringSeconds how long the alert continues to fire after the condition has
 * ended
 * @param level {@code critical}, {@code warning} or {@code info}
 * @param labels labels added to each alert
 * @param summary one sentence that describes the problem
 * @param runbook address or path of the runbook
 * @param enabled whether the rule is evaluated
 * @param predefined whether the rule is predefined; it can be overridden and disabled,
 * and deleting it removes the override
 * @param overridden whether the rule is predefined and has an override
 * @param promql the expression with its condition in PromQL
 * @param version incremented by each change; 0 for a predefined rule without override
 * @param changedBy id of the user who made the last change; {@code null} for a predefined
 * rule without override
 * @param changedAt time of the last change; {@code null} likewise
 */
public record RuleView(String name, String expression, String condition, double threshold, long forSeconds,
        long keepFiringSeconds, String level, Map<String, String> labels, String summary, @Nullable String runbook,
        boolean enabled, boolean predefined, boolean overridden, String promql, long version,
        @Nullable String changedBy, @Nullable Instant changedAt) {
}
