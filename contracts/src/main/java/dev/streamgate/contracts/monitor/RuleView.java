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
 * @param expression what is looked at
 * @param condition how it is compared: {@code gt}, {@code lt}, {@code eq}, {@code gte},
 * {@code lte}
 * @param threshold with what
 * @param forSeconds how long the condition must hold
 * @param keepFiringSeconds how long the alert goes on after it
 * @param level {@code critical}, {@code warning} or {@code info}
 * @param labels labels added to each alert
 * @param summary what happened, in one sentence
 * @param runbook where it is told what to do
 * @param enabled whether it is evaluated
 * @param predefined whether it comes with the suite: it can be overridden and switched
 * off; deleting it takes the override away
 * @param overridden whether it is predefined and has been changed
 * @param promql the whole condition as Prometheus would write it
 * @param version goes up with each change, 0 for a predefined rule as it comes
 * @param changedBy who changed it last; {@code null} for a predefined rule as it comes
 * @param changedAt when
 */
public record RuleView(String name, String expression, String condition, double threshold, long forSeconds,
        long keepFiringSeconds, String level, Map<String, String> labels, String summary, @Nullable String runbook,
        boolean enabled, boolean predefined, boolean overridden, String promql, long version,
        @Nullable String changedBy, @Nullable Instant changedAt) {
}
