/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A leaf of an {@link AlertExpression}: one value for each series of a metric.
 */
public sealed interface SeriesExpression extends AlertExpression.BucketVector {

    /** Selects the series. */
    Selector selector();

    @Override
    default void forEachSeries(Consumer<SeriesExpression> action) {
        action.accept(this);
    }

    /**
     * The current values of a metric's series.
     *
     * @param metric name of the metric
     * @param matchers conditions on the labels; all must hold
     */
    record Selector(String metric, List<LabelMatcher> matchers) implements SeriesExpression {

        private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]{0,199}");

        /**
         * Validates the name.
         * @throws IllegalArgumentException if the metric name is invalid
         */
        public Selector {
            if (!METRIC.matcher(metric).matches()) {
                throw new IllegalArgumentException("Invalid metric name '" + metric + "'");
            }
            matchers = List.copyOf(matchers);
        }

        @Override
        public Selector selector() {
            return this;
        }

        @Override
        public String text() {
            return this.matchers.isEmpty() ? this.metric : this.metric
                    + this.matchers.stream().map(LabelMatcher::text).collect(Collectors.joining(",", "{", "}"));
        }

    }

    /**
     * The growth of counters, or the number of changes of gauges, over a window that ends
     * now.
     *
     * @param function per second, total, or number of changes
     * @param selector the counters or gauges
     * @param window length of the window, one second to one day, whole milliseconds
     */
    record Range(RangeFunction function, Selector selector, Duration window) implements SeriesExpression {

        /**
         * Validates the window.
         * @throws IllegalArgumentException if the window is out of range
         */
        public Range {
            if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("A window must be between one second and one day");
            }
        }

        @Override
        public String text() {
            return this.function.text() + "(" + this.selector.text() + "[" + ExpressionParser.text(this.window) + "])";
        }

    }

    /** Functions of a {@link Range}. */
    enum RangeFunction {

        /** Growth per second. */
        RATE("rate"),

        /** Growth over the window. */
        INCREASE("increase"),

        /** How often the value differs from that of the sample before it. */
        CHANGES("changes");

        private final String text;

        RangeFunction(String text) {
            this.text = text;
        }

        /** The function's name in PromQL. */
        public String text() {
            return this.text;
        }

    }

}
