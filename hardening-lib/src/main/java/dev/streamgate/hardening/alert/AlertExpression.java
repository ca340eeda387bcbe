/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a rule looks at: meters, by the names and labels that Prometheus has for them. Its
 * text is a small subset of PromQL and means what it means there:
 *
 * <pre>
 * expression  = value [ "and" value compare number ]
 * value       = vector [ "/" vector ]
 * vector      = series | aggregation | quantile
 * aggregation = ( "sum" | "avg" | "min" | "max" ) "by" "(" label { "," label } ")" "(" series ")"
 * quantile    = "histogram_quantile" "(" number "," ( aggregation | series ) ")"
 * series      = selector | ( "rate" | "increase" ) "(" selector "[" duration "]" ")"
 * selector    = name [ "{" label ( "=" | "!=" | "=~" | "!~" ) string { "," … } "}" ]
 * compare     = ">" | "&lt;" | "==" | ">=" | "&lt;="
 * </pre>
 *
 * Both sides of a ratio, and of {@code and}, are paired where all their labels are equal.
 * Values are immutable.
 */
public sealed interface AlertExpression {

    /**
     * Reads an expression.
     * @param text at most 2000 characters of the grammar above
     * @throws IllegalArgumentException when it is none; the message says where and why
     */
    @JsonCreator
    static AlertExpression of(String text) {
        return new ExpressionParser(text).expression();
    }

    /** The text, which {@link #of} makes an equal expression of. */
    @JsonValue
    String text();

    /** Calls with every series that is looked at. */
    void forEachSeries(Consumer<Series> action);

    /** The names of all meters that are looked at. */
    default Set<String> meters() {
        Set<String> names = new TreeSet<>();
        forEachSeries((series) -> names.add(series.selector().meter()));
        return names;
    }

    /** A number as PromQL and this grammar read it. */
    static String number(double number) {
        return (number == Math.rint(number) && Math.abs(number) < 1e15) ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** A vector, or the ratio of two. */
    sealed interface Value extends AlertExpression {

    }

    /** One value for each of some sets of labels. */
    sealed interface Vector extends Value {

    }

    /** One value for each series of a meter. */
    sealed interface Series extends Vector {

        /** Which series. */
        Selector selector();

        @Override
        default void forEachSeries(Consumer<Series> action) {
            action.accept(this);
        }

    }

    /** What ends in one quantile's argument. */
    sealed interface Buckets extends Vector permits Aggregation, Selector, Range {

    }

    /**
     * A meter's series as they are now.
     *
     * @param meter the series' name
     * @param matchers what their labels must be
     */
    record Selector(String meter, List<LabelMatcher> matchers) implements Series, Buckets {

        private static final Pattern METER = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]{0,199}");

        /**
         * Makes a selector.
         * @throws IllegalArgumentException when the name is not one
         */
        public Selector {
            if (!METER.matcher(meter).matches()) {
                throw new IllegalArgumentException("'" + meter + "' is not a meter's name");
            }
            matchers = List.copyOf(matchers);
        }

        @Override
        public Selector selector() {
            return this;
        }

        @Override
        public String text() {
            return this.matchers.isEmpty() ? this.meter : this.meter
                    + this.matchers.stream().map(LabelMatcher::text).collect(Collectors.joining(",", "{", "}"));
        }

    }

    /**
     * How much counters grew over a window that ends now.
     *
     * @param function a second, or in all
     * @param selector which counters
     * @param window how far back; whole milliseconds, one second to one day
     */
    record Range(RangeFunction function, Selector selector, Duration window) implements Series, Buckets {

        /**
         * Makes a range.
         * @throws IllegalArgumentException when the window is out of range
         */
        public Range {
            if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("A window is one second to one day");
            }
        }

        @Override
        public String text() {
            return this.function.text() + "(" + this.selector.text() + "[" + ExpressionParser.text(this.window) + "])";
        }

    }

    /** What {@link Range} gives. */
    enum RangeFunction {

        /** Growth a second. */
        RATE("rate"),

        /** Growth over the window. */
        INCREASE("increase");

        private final String text;

        RangeFunction(String text) {
            this.text = text;
        }

        /** PromQL's function. */
        public String text() {
            return this.text;
        }

    }

    /**
     * Series put together that are equal in some labels; the result has those only.
     *
     * @param function how
     * @param labels the labels
     * @param of what
     */
    record Aggregation(Aggregate function, List<String> labels, Series of) implements Buckets {

        /**
         * Makes an aggregation.
         * @throws IllegalArgumentException when a label is not one
         */
        public Aggregation {
            labels = List.copyOf(labels);
            for (String label : labels) {
                if (!AlertRule.LABEL_NAME.matcher(label).matches()) {
                    throw new IllegalArgumentException("'" + label + "' is not a label's name");
                }
            }
        }

        @Override
        public void forEachSeries(Consumer<Series> action) {
            action.accept(this.of);
        }

        @Override
        public String text() {
            return this.function.text() + " by (" + String.join(", ", this.labels) + ") (" + this.of.text() + ")";
        }

    }

    /** How series are put together. */
    enum Aggregate {

        /** Their sum. */
        SUM("sum"),

        /** Their mean. */
        AVG("avg"),

        /** The least of them. */
        MIN("min"),

        /** The greatest of them. */
        MAX("max");

        private final String text;

        Aggregate(String text) {
            this.text = text;
        }

        /** PromQL's operator. */
        public String text() {
            return this.text;
        }

    }

    /**
     * A quantile from a histogram's buckets, straight lines assumed within each.
     *
     * @param quantile which, 0 to 1
     * @param of the buckets, told apart by the label {@code le}
     */
    record Quantile(double quantile, Buckets of) implements Vector {

        /**
         * Makes a quantile.
         * @throws IllegalArgumentException when it is not within 0 and 1
         */
        public Quantile {
            if (!(quantile >= 0 && quantile <= 1)) {
                throw new IllegalArgumentException("A quantile is 0 to 1");
            }
            if (of instanceof Aggregation aggregation && !aggregation.labels().contains("le")) {
                throw new IllegalArgumentException("histogram_quantile needs the label 'le': sum by (le, …) (…)");
            }
        }

        @Override
        public void forEachSeries(Consumer<Series> action) {
            this.of.forEachSeries(action);
        }

        @Override
        public String text() {
            return "histogram_quantile(" + number(this.quantile) + ", " + this.of.text() + ")";
        }

    }

    /**
     * One vector divided by another.
     *
     * @param dividend what is divided
     * @param divisor by what; 0 / 0 is not a number and meets no condition
     */
    record Ratio(Vector dividend, Vector divisor) implements Value {

        @Override
        public void forEachSeries(Consumer<Series> action) {
            this.dividend.forEachSeries(action);
            this.divisor.forEachSeries(action);
        }

        @Override
        public String text() {
            return this.dividend.text() + " / " + this.divisor.text();
        }

    }

    /**
     * A value, where another one meets a condition: two windows of one burn rate.
     *
     * @param value what the expression gives
     * @param other what must hold too
     * @param condition how the other is compared
     * @param threshold with what
     */
    record Both(Value value, Value other, AlertCondition condition, double threshold) implements AlertExpression {

        @Override
        public void forEachSeries(Consumer<Series> action) {
            this.value.forEachSeries(action);
            this.other.forEachSeries(action);
        }

        @Override
        public String text() {
            return this.value.text() + " and " + this.other.text() + " " + this.condition.operator() + " "
                    + number(this.threshold);
        }

    }

}
