/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Locale;

/**
 * Comparison of a value with a threshold, with PromQL's semantics: no comparison with NaN
 * holds.
 */
public enum AlertCondition {

    /** Greater than. */
    GT(">"),

    /** Less than. */
    LT("<"),

    /** Equal to. */
    EQ("=="),

    /** Greater than or equal to. */
    GTE(">="),

    /** Less than or equal to. */
    LTE("<=");

    private final String operator;

    AlertCondition(String operator) {
        this.operator = operator;
    }

    /**
     * Finds a condition by its label.
     * @param label {@code gt}, {@code lt}, {@code eq}, {@code gte} or {@code lte}, in any
     * case
     * @return the condition
     * @throws IllegalArgumentException if no condition has that label
     */
    public static AlertCondition ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** The name in lower case, as properties and APIs spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The operator in PromQL. */
    public String operator() {
        return this.operator;
    }

    /** Whether the comparison of the value with the threshold holds. */
    public boolean holds(double value, double threshold) {
        return switch (this) {
            case GT -> value > threshold;
            case LT -> value < threshold;
            case EQ -> value == threshold;
            case GTE -> value >= threshold;
            case LTE -> value <= threshold;
        };
    }

}
