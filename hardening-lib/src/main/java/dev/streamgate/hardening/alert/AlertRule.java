/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * When there is an alert. For each set of labels that the expression gives a value for,
 * and whose value meets the condition, there is one alert: pending at once, firing when
 * the condition has held at every check for the time asked, resolved at the first check
 * at which it no longer holds, or as much later as {@code keepFiring} says.
 *
 * @param name name in upper camel case, in Prometheus the label {@code alertname}
 * @param expression what is looked at
 * @param condition how it is compared
 * @param threshold with what, in the expression's unit; a finite number
 * @param pendingPeriod how long the condition must hold (Prometheus' {@code for}); zero
 * to one day
 * @param keepFiring how long the alert goes on after the condition has ended, so that one
 * that comes and goes is one alert (Prometheus' {@code keep_firing_for}); zero to one day
 * @param level how bad it is
 * @param labels labels added to each alert; not {@code alertname} or {@code severity}
 * @param summary what happened, in one sentence of at most 500 characters, in which
 * <code>{{ $labels.service }}</code> stands for the value of the label {@code service}
 * @param runbook where it is told what to do: an address, or a path of the project
 */
public record AlertRule(String name, AlertExpression expression, AlertCondition condition, double threshold,
        Duration pendingPeriod, Duration keepFiring, AlertLevel level, Map<String, String> labels, String summary,
        @Nullable String runbook) {

    static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,99}");

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,79}");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ \\$labels\\.([a-zA-Z_][a-zA-Z0-9_]*) }}");

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Makes a rule.
     * @throws IllegalArgumentException when a value is out of its range; the message
     * names it
     */
    public AlertRule {
        check(NAME.matcher(name).matches(), "name", "is upper camel case, at most 80 letters and digits");
        check(Double.isFinite(threshold), "threshold", "is a finite number");
        check(!pendingPeriod.isNegative() && pendingPeriod.compareTo(DAY) <= 0, "for", "is zero to one day");
        check(!keepFiring.isNegative() && keepFiring.compareTo(DAY) <= 0, "keepFiring", "is zero to one day");
        labels = Map.copyOf(labels);
        check(labels.size() <= 10, "labels", "are ten at most");
        labels.forEach((label, value) -> {
            check(LABEL_NAME.matcher(label).matches(), "labels", "have names of letters, digits and '_'");
            check(!label.equals("alertname") && !label.equals("severity") && !label.startsWith("__"), "labels",
                    "do not contain '" + label + "', which is taken");
            check(value.length() <= 200 && plain(value), "labels", "have values of at most 200 plain characters");
        });
        check(!summary.isBlank() && summary.length() <= 500 && plain(summary), "summary",
                "is one line of at most 500 characters");
        String rest = PLACEHOLDER.matcher(summary).replaceAll("");
        check(!rest.contains("{{") && !rest.contains("}}"), "summary",
                "has no other placeholders than {{ $labels.name }}");
        check(runbook == null
                || (!runbook.isBlank() && runbook.length() <= 500 && plain(runbook) && !runbook.contains("{{")),
                "runbook", "is an address or a path");
    }

    /**
     * The whole condition in PromQL, as Prometheus evaluates it.
     */
    public String promql() {
        String left = this.expression.text();
        if (this.expression instanceof AlertExpression.Both) {
            left = "(" + left + ")";
        }
        return left + " " + this.condition.operator() + " " + AlertExpression.number(this.threshold);
    }

    /** The summary for an alert of those labels. */
    String summaryOf(Map<String, String> alertLabels) {
        return PLACEHOLDER.matcher(this.summary)
            .replaceAll((placeholder) -> Matcher.quoteReplacement(alertLabels.getOrDefault(placeholder.group(1), "")));
    }

    private static boolean plain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static void check(boolean holds, String what, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("Not an alert rule: '" + what + "' " + rule);
        }
    }

}
