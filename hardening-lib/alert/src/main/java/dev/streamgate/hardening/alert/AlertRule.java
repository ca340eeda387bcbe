/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An alert rule. Each set of labels for which the value of the expression meets the
 * condition has one alert. It is pending at once, fires when the condition has held at
 * every evaluation for the pending period, and is resolved at the first evaluation at
 * which the condition has not held for {@code keepFiring}. Immutable.
 *
 * @param name name in upper camel case, in Prometheus the label {@code alertname}
 * @param expression the expression to evaluate
 * @param condition how its value is compared
 * @param threshold what it is compared with, in the expression's unit; a finite number
 * @param pendingPeriod how long the condition must hold (Prometheus' {@code for}); zero
 * to one day
 * @param keepFiring how long the alert continues to fire after the condition has ended,
 * so that a flapping condition is one alert (Prometheus' {@code keep_firing_for}); zero
 * to one day
 * @param level urgency of the alerts
 * @param labels labels added to each alert, ten at most; neither {@code alertname} nor
 * {@code severity}
 * @param summary one sentence of at most 500 characters that describes the problem;
 * <code>{{ $labels.service }}</code> stands for the value of the label {@code service},
 * <code>{{ with $labels.instance }} ({{ . }}){{ end }}</code> for a text with the value
 * of a label that an alert may not have
 * @param runbook address of the runbook, or its path in the project; null for none
 */
public record AlertRule(String name, AlertExpression expression, AlertCondition condition, double threshold,
        Duration pendingPeriod, Duration keepFiring, AlertLevel level, Map<String, String> labels, String summary,
        @Nullable String runbook) {

    static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,99}");

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,79}");

    /** Subset of Prometheus' templates. */
    private static final Pattern PLACEHOLDER = Pattern.compile("""
            \\{\\{ \\$labels\\.(?<label>[a-zA-Z_][a-zA-Z0-9_]*) }}\
            |\\{\\{ with \\$labels\\.(?<optional>[a-zA-Z_][a-zA-Z0-9_]*) }}\
            (?<before>[^{}]*)\\{\\{ \\. }}(?<after>[^{}]*)\\{\\{ end }}""");

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Validates the rule.
     * @throws IllegalArgumentException if a value is invalid; the message quotes its name
     */
    public AlertRule {
        check(NAME.matcher(name).matches(), "name", "must be upper camel case, at most 80 letters and digits");
        check(Double.isFinite(threshold), "threshold", "must be a finite number");
        check(!pendingPeriod.isNegative() && pendingPeriod.compareTo(DAY) <= 0, "for",
                "must be between zero and one day");
        check(!keepFiring.isNegative() && keepFiring.compareTo(DAY) <= 0, "keepFiring",
                "must be between zero and one day");
        labels = Map.copyOf(labels);
        check(labels.size() <= 10, "labels", "must be ten at most");
        labels.forEach((label, value) -> {
            check(LABEL_NAME.matcher(label).matches(), "labels", "must have names of letters, digits and '_'");
            check(!label.equals("alertname") && !label.equals("severity") && !label.startsWith("__"), "labels",
                    "must not contain the reserved label '" + label + "'");
            check(value.length() <= 200 && isPlain(value), "labels",
                    "must have values of at most 200 characters without control characters");
        });
        check(!summary.isBlank() && summary.length() <= 500 && isPlain(summary), "summary",
                "must be one line of at most 500 characters");
        String rest = PLACEHOLDER.matcher(summary).replaceAll("");
        check(!rest.contains("{{") && !rest.contains("}}"), "summary",
                "must not contain placeholders other than {{ $labels.name }} and {{ with $labels.name }}…{{ . }}…{{ end }}");
        check(runbook == null
                || (!runbook.isBlank() && runbook.length() <= 500 && isPlain(runbook) && !runbook.contains("{{")),
                "runbook", "must be an address or a path");
    }

    /**
     * The expression with its condition in PromQL.
     */
    public String promql() {
        String left = this.expression.text();
        if (this.expression instanceof AlertExpression.And) {
            left = "(" + left + ")";
        }
        return left + " " + this.condition.operator() + " " + AlertExpression.number(this.threshold);
    }

    /**
     * Returns the same rule with another runbook.
     * @param address address or path of the runbook; null for none
     */
    public AlertRule withRunbook(@Nullable String address) {
        return new AlertRule(this.name, this.expression, this.condition, this.threshold, this.pendingPeriod,
                this.keepFiring, this.level, this.labels, this.summary, address);
    }

    /**
     * Returns the same rule with a further label.
     * @param label name of the label
     * @param value its value in each alert
     */
    public AlertRule withLabel(String label, String value) {
        Map<String, String> more = new TreeMap<>(this.labels);
        more.put(label, value);
        return new AlertRule(this.name, this.expression, this.condition, this.threshold, this.pendingPeriod,
                this.keepFiring, this.level, more, this.summary, this.runbook);
    }

    /** The summary with its placeholders replaced by an alert's labels. */
    String summaryOf(Map<String, String> alertLabels) {
        return PLACEHOLDER.matcher(this.summary)
            .replaceAll((placeholder) -> Matcher.quoteReplacement(replacement(placeholder, alertLabels)));
    }

    private static String replacement(MatchResult placeholder, Map<String, String> alertLabels) {
        if (placeholder.group(1) != null) {
            return alertLabels.getOrDefault(placeholder.group(1), "");
        }
        String value = alertLabels.getOrDefault(placeholder.group(2), "");
        return value.isEmpty() ? "" : placeholder.group(3) + value + placeholder.group(4);
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static void check(boolean valid, String name, String constraint) {
        if (!valid) {
            throw new IllegalArgumentException("Invalid alert rule: '" + name + "' " + constraint);
        }
    }

}
