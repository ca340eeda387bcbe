/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The expression of an alert rule, over metrics with the names and labels that Prometheus
 * has for them. Its text is a small subset of PromQL with PromQL's semantics:
 *
 * <pre>
 * expression  = operand { "and" operand compare number }
 * operand     = vector [ "/" vector ]
 * vector      = series | aggregation | quantile
 * aggregation = ( "sum" | "avg" | "min" | "max" ) "by" "(" label { "," label } ")" "(" series ")"
 * quantile    = "histogram_quantile" "(" number "," ( aggregation | series ) ")"
 * series      = selector | ( "rate" | "increase" ) "(" selector "[" duration "]" ")"
 * selector    = name [ "{" label ( "=" | "!=" | "=~" | "!~" ) string { "," … } "}" ]
 * compare     = ">" | "&lt;" | "==" | ">=" | "&lt;="
 * </pre>
 *
 * The elements of both sides of a ratio, and of {@code and}, match if all their labels
 * are equal. Expressions are immutable. {@link SeriesExpression} holds the leaves of the
 * syntax tree, this type the operators.
 */
public sealed interface AlertExpression {

    /**
     * Parses an expression.
     * @param text at most 2000 characters of the grammar above
     * @throws IllegalArgumentException if the text does not follow the grammar; the
     * message contains the position and the reason
     */
    @JsonCreator
    static AlertExpression of(String text) {
        return new ExpressionParser(text).expression();
    }

    /** The text, which {@link #of} parses to an equal expression. */
    @JsonValue
    String text();

    /** Passes every series that the expression reads to an action. */
    void forEachSeries(Consumer<SeriesExpression> action);

    /** Names of all metrics that the expression reads, in alphabetical order. */
    default Set<String> metricNames() {
        Set<String> names = new TreeSet<>();
        forEachSeries((series) -> names.add(series.selector().metric()));
        return names;
    }

    /** Formats a number as PromQL and this grammar read it. */
    static String number(double number) {
        return (number == Math.rint(number) && Math.abs(number) < 1e15) ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** A vector, or the ratio of two. */
    sealed interface Operand extends AlertExpression {

    }

    /** An instant vector: one value for each set of labels. */
    sealed interface Vector extends Operand {

    }

    /** A vector that may hold a histogram's buckets. */
    sealed interface BucketVector extends Vector permits SeriesExpression, Aggregation {

    }

    /**
     * Aggregates the series that agree in some labels; the result has only those labels.
     *
     * @param aggregator how values are combined
     * @param labels names of the labels to keep
     * @param operand the series to aggregate
     */
    record Aggregation(Aggregator aggregator, List<String> labels, SeriesExpression operand) implements BucketVector {

        /**
         * Validates the labels.
         * @throws IllegalArgumentException if a label name is invalid
         */
        public Aggregation {
            labels = List.copyOf(labels);
            for (String label : labels) {
                if (!AlertRule.LABEL_NAME.matcher(label).matches()) {
                    throw new IllegalArgumentException("Invalid label name '" + label + "'");
                }
            }
        }

        @Override
        public void forEachSeries(Consumer<SeriesExpression> action) {
            action.accept(this.operand);
        }

        @Override
        public String text() {
            return this.aggregator.text() + " by (" + String.join(", ", this.labels) + ") (" + this.operand.text()
                    + ")";
        }

    }

    /** Aggregation operators. */
    enum Aggregator {

        /** Sum of the values. */
        SUM("sum"),

        /** Arithmetic mean of the values. */
        AVG("avg"),

        /** Least value. */
        MIN("min"),

        /** Greatest value. */
        MAX("max");

        private final String text;

        Aggregator(String text) {
            this.text = text;
        }

        /** The operator in PromQL. */
        public String text() {
            return this.text;
        }

    }

    /**
     * A quantile of histograms, with linear interpolation within buckets.
     *
     * @param quantile 0 to 1
     * @param buckets the buckets; the label {@code le} is their upper bound
     */
    record Quantile(double quantile, BucketVector buckets) implements Vector {

        /**
         * Validates the quantile and the labels of the buckets.
         * @throws IllegalArgumentException if the quantile is out of range, or if an
         * aggregation drops the label {@code le}
         */
        public Quantile {
            if (!(quantile >= 0 && quantile <= 1)) {
                throw new IllegalArgumentException("A quantile must be between 0 and 1");
            }
            if (buckets instanceof Aggregation aggregation && !aggregation.labels().contains("le")) {
                throw new IllegalArgumentException("histogram_quantile needs the label 'le': sum by (le, …) (…)");
            }
        }

        @Override
        public void forEachSeries(Consumer<SeriesExpression> action) {
            this.buckets.forEachSeries(action);
        }

        @Override
        public String text() {
            return "histogram_quantile(" + number(this.quantile) + ", " + this.buckets.text() + ")";
        }

    }

    /**
     * One vector divided by another.
     *
     * @param dividend the numerator
     * @param divisor the denominator; 0 / 0 is NaN, for which no condition holds
     */
    record Ratio(Vector dividend, Vector divisor) implements Operand {

        @Override
        public void forEachSeries(Consumer<SeriesExpression> action) {
            this.dividend.forEachSeries(action);
            this.divisor.forEachSeries(action);
        }

        @Override
        public String text() {
            return this.dividend.text() + " / " + this.divisor.text();
        }

    }

    /**
     * The elements of an expression for which the matching element of an operand meets a
     * condition, for instance two windows of one burn rate, or a minimum of requests.
     *
     * @param value the operand whose values result, or another {@code and}
     * @param guard the operand that must meet the condition
     * @param condition how the guard is compared
     * @param threshold what the guard is compared with
     */
    record And(AlertExpression value, Operand guard, AlertCondition condition,
            double threshold) implements AlertExpression {

        @Override
        public void forEachSeries(Consumer<SeriesExpression> action) {
            this.value.forEachSeries(action);
            this.guard.forEachSeries(action);
        }

        @Override
        public String text() {
            return this.value.text() + " and " + this.guard.text() + " " + this.condition.operator() + " "
                    + number(this.threshold);
        }

    }

}
