/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.monitor.RuleSpec;
import dev.streamgate.contracts.monitor.RuleView;
import dev.streamgate.hardening.alert.AlertCondition;
import dev.streamgate.hardening.alert.AlertExpression;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertRule;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** Maps rules between the API and the library. */
final class RuleMapper {

    private static final Pattern FIELD = Pattern.compile("'([A-Za-z]+)'");

    private static final Map<String, String> FIELD_NAMES = Map.of("for", "forSeconds", "keepFiring",
            "keepFiringSeconds");

    private RuleMapper() {
    }

    /**
     * Converts a rule of the API.
     * @throws ProblemException 400 with the invalid field and the reason
     */
    static AlertRule toRule(String name, RuleSpec spec) {
        AlertExpression expression;
        try {
            expression = AlertExpression.of(spec.expression());
        }
        catch (IllegalArgumentException ex) {
            throw invalid("expression", ex);
        }
        try {
            return new AlertRule(name, expression, AlertCondition.ofLabel(spec.condition()), spec.threshold(),
                    seconds(spec.forSeconds()), seconds(spec.keepFiringSeconds()), AlertLevel.ofLabel(spec.level()),
                    (spec.labels() != null) ? spec.labels() : Map.of(), spec.summary(), spec.runbook());
        }
        catch (IllegalArgumentException ex) {
            Matcher field = FIELD.matcher("" + ex.getMessage());
            String fieldName = field.find() ? Objects.requireNonNullElse(field.group(1), "rule") : "rule";
            throw invalid(FIELD_NAMES.getOrDefault(fieldName, fieldName), ex);
        }
    }

    static RuleView toView(AlertRule rule, boolean predefined, @Nullable StoredRule stored) {
        return new RuleView(rule.name(), rule.expression().text(), rule.condition().label(), rule.threshold(),
                rule.pendingPeriod().toSeconds(), rule.keepFiring().toSeconds(), rule.level().label(), rule.labels(),
                rule.summary(), rule.runbook(), stored == null || stored.isEnabled(), predefined,
                predefined && stored != null, rule.promql(), (stored != null) ? stored.version() : 0,
                (stored != null) ? stored.changedBy() : null, (stored != null) ? stored.changedAt() : null);
    }

    private static Duration seconds(@Nullable Long seconds) {
        return Duration.ofSeconds((seconds != null) ? seconds : 0);
    }

    private static ProblemException invalid(String field, IllegalArgumentException ex) {
        String message = "" + ex.getMessage();
        return new ProblemException(ProblemType.INVALID_FIELDS, message, ex).with("errors",
                List.of(Map.of("field", field, "message", message)));
    }

}
