/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;

/**
 * A plan with the expressions that select its bucket and its calls. Immutable.
 *
 * @param plan the plan's name
 * @param key the key of the bucket; null for the caller
 * @param condition whether the limit applies; null when it always does
 * @param usesVariables whether an expression refers to a parameter
 */
record LimitDefinition(String plan, @Nullable Expression key, @Nullable Expression condition, boolean usesVariables) {

    /**
     * Parses a definition.
     * @param key the expression, or an empty text
     * @param condition the expression, or an empty text
     * @param variables the names of the variables that the expressions may refer to
     * @param user what has the expressions, for the message
     */
    static LimitDefinition parse(String plan, String key, String condition, Set<String> variables, String user) {
        LimitExpression keyExpression = LimitExpression.parse(key, variables, "key of " + user);
        LimitExpression conditionExpression = LimitExpression.parse(condition, variables, "condition of " + user);
        return new LimitDefinition(plan, (keyExpression != null) ? keyExpression.expression() : null,
                (conditionExpression != null) ? conditionExpression.expression() : null,
                (keyExpression != null && keyExpression.usesVariables())
                        || (conditionExpression != null && conditionExpression.usesVariables()));
    }

    boolean hasExpressions() {
        return this.key != null || this.condition != null;
    }

    /** Whether the limit applies. A condition without a value applies it. */
    boolean applies(EvaluationContext context) {
        return this.condition == null || !Boolean.FALSE.equals(this.condition.getValue(context, Boolean.class));
    }

    /**
     * The key's value.
     * @return null when the caller is the key
     * @throws EvaluationException when the expression fails
     */
    @Nullable RateLimitKey key(EvaluationContext context) {
        Object value = (this.key != null) ? this.key.getValue(context) : null;
        return (value != null) ? RateLimitKey.value(value.toString()) : null;
    }

}
