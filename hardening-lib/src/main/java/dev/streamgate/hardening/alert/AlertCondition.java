/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

/**
 * How a value is compared with a threshold, as PromQL compares: nothing is true of what
 * is not a number.
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

    /** PromQL's operator. */
    public String operator() {
        return this.operator;
    }

    /** Whether it holds. */
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
