/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.NativeDetector;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * A parsed expression, whose variables and properties of the root object are known.
 * Compiled to bytecode after some evaluations, except in a native image.
 *
 * @param expression the expression
 * @param usesVariables whether it refers to a variable
 */
record LimitExpression(SpelExpression expression, boolean usesVariables) {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser(
            new SpelParserConfiguration(NativeDetector.inNativeImage() ? SpelCompilerMode.OFF : SpelCompilerMode.MIXED,
                    LimitExpression.class.getClassLoader()));

    private static final Set<String> PROPERTIES = Set.of("principal", "request", "clientAddress", "clientNetwork");

    private static final Set<String> BUILT_IN_VARIABLES = Set.of("root", "this");

    /**
     * Parses an expression.
     * @param variables the names of the variables that it may refer to
     * @param user what has the expression, for the message
     * @return null when the text is empty
     * @throws InvalidConfigurationException when the expression is invalid
     */
    static @Nullable LimitExpression parse(String text, Set<String> variables, String user) {
        if (text.isBlank()) {
            return null;
        }
        SpelExpression expression;
        try {
            expression = PARSER.parseRaw(text);
        }
        catch (ParseException ex) {
            throw invalid(text, user, ex.getSimpleMessage());
        }
        return new LimitExpression(expression, visit(expression.getAST(), true, text, variables, user));
    }

    /**
     * Visits a node.
     * @param onRoot whether a property at this node is one of the root object
     * @return whether a variable is referred to
     */
    private static boolean visit(SpelNode node, boolean onRoot, String text, Set<String> variables, String user) {
        boolean found = false;
        if (node instanceof VariableReference) {
            String name = node.toStringAST().substring(1);
            if (!BUILT_IN_VARIABLES.contains(name)) {
                if (!variables.contains(name)) {
                    throw invalid(text, user, "there is no variable #" + name + ", only " + variables);
                }
                found = true;
            }
        }
        else if (node instanceof PropertyOrFieldReference property && onRoot
                && !PROPERTIES.contains(property.getName())) {
            throw invalid(text, user,
                    "there is no property '" + property.getName()
                            + "', only principal, request, clientAddress and clientNetwork; a parameter is written #"
                            + property.getName());
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            // Elements of a collection are the root of the expression that selects them.
            boolean childOnRoot = !(node instanceof Selection || node instanceof Projection)
                    && (!(node instanceof CompoundExpression) || i == 0 || isArgumentHolder(node.getChild(i)));
            found |= visit(node.getChild(i), childOnRoot && onRoot, text, variables, user);
        }
        return found;
    }

    /** Arguments of a method are evaluated against the root object. */
    private static boolean isArgumentHolder(SpelNode node) {
        return node instanceof MethodReference;
    }

    private static InvalidConfigurationException invalid(String text, String user, String reason) {
        return new InvalidConfigurationException(
                "The expression '%s', the %s, is invalid: %s".formatted(text, user, reason),
                "Correct the expression. It is SpEL over the parameters by name (#orderId), principal, request,"
                        + " clientAddress and clientNetwork.");
    }

}
