/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ExpressionException;

/**
 * A method marked with {@link Audited}, with all that need not be determined at each
 * invocation. Immutable.
 *
 * @param method the method of the bean's class
 * @param type type of its events
 * @param resource expression of the resource; null for the default
 * @param usesResult whether the expression needs the method's result
 * @param streams whether the handler can commit the response before its outcome is known
 */
record AuditedMethod(Method method, String type, @Nullable Expression resource, boolean usesResult, boolean streams) {

    private static final Logger log = LoggerFactory.getLogger(AuditedMethod.class);

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    /** The resource of events without an expression and outside of a request. */
    String name() {
        return this.method.getDeclaringClass().getSimpleName() + '.' + this.method.getName();
    }

    /**
     * Evaluates the expression of the resource.
     * @return null without an expression, and if it has no value or fails
     */
    @Nullable String resource(@Nullable Object target, @Nullable Object[] arguments, @Nullable Object result) {
        if (this.resource == null) {
            return null;
        }
        MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(target, this.method, arguments, NAMES);
        context.setVariable("result", result);
        try {
            Object value = this.resource.getValue(context);
            return (value != null) ? value.toString() : null;
        }
        catch (ExpressionException ex) {
            log.debug("The resource of {} has no value", name(), ex);
            return null;
        }
    }

}
