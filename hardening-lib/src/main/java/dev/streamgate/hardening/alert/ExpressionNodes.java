/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.streamgate.hardening.alert.AlertExpression.Aggregate;
import dev.streamgate.hardening.alert.AlertExpression.Aggregation;
import dev.streamgate.hardening.alert.AlertExpression.Both;
import dev.streamgate.hardening.alert.AlertExpression.RangeFunction;
import dev.streamgate.hardening.alert.AlertExpression.Quantile;
import dev.streamgate.hardening.alert.AlertExpression.Range;
import dev.streamgate.hardening.alert.AlertExpression.Ratio;
import dev.streamgate.hardening.alert.AlertExpression.Selector;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of all rules made ready to be evaluated, equal parts once only. Which
 * series there are changes seldom, what they read changes at every check: so what follows
 * from labels alone (what a selector takes, what is summed with what, what is divided by
 * what) is worked out once and kept until the labels change. Not safe for threads.
 */
final class ExpressionNodes {

    private final SampleWindows windows;

    private final Map<AlertExpression, Node> nodes = new HashMap<>();

    private final Set<String> meters = new TreeSet<>();

    private Instant now = Instant.MIN;

    private Map<String, List<Sample>> samples = Map.of();

    private long round;

    ExpressionNodes(Collection<AlertRule> rules, SampleWindows windows) {
        this.windows = windows;
        Map<String, Long> ranges = new HashMap<>();
        for (AlertRule rule : rules) {
            rule.expression().forEachSeries((series) -> {
                String meter = series.selector().meter();
                this.meters.add(meter);
                if (series instanceof Range range) {
                    ranges.merge(meter, range.window().toMillis(), Math::max);
                }
            });
            node(rule.expression());
        }
        windows.keep(ranges);
    }

    /** The meters that an evaluation needs. */
    Set<String> meters() {
        return this.meters;
    }

    /** Takes what meters read now. */
    void read(Instant now, Map<String, List<Sample>> samples) {
        this.now = now;
        this.samples = samples;
        this.windows.record(now, samples);
        this.round++;
    }

    /** An expression of one of the rules. */
    Node node(AlertExpression expression) {
        Node present = this.nodes.get(expression);
        if (present == null) {
            present = make(expression);
            this.nodes.put(expression, present);
        }
        return present;
    }

    private Node make(AlertExpression expression) {
        if (expression instanceof Selector selector) {
            return new SelectorNode(selector);
        }
        if (expression instanceof Range range) {
            return new RangeNode(range);
        }
        if (expression instanceof Aggregation aggregation) {
            return new AggregationNode(aggregation, node(aggregation.of()));
        }
        if (expression instanceof Quantile quantile) {
            return new QuantileNode(quantile.quantile(), node(quantile.of()));
        }
        if (expression instanceof Ratio ratio) {
            return new RatioNode(node(ratio.dividend()), node(ratio.divisor()));
        }
        if (expression instanceof Both both) {
            return new BothNode(both, node(both.value()), node(both.other()));
        }
        throw new IllegalStateException("The kinds of expressions are sealed");
    }

    private static List<LabelMatcher.Test> tests(Selector selector) {
        return selector.matchers().stream().map(LabelMatcher::test).toList();
    }

    private static boolean accepts(List<LabelMatcher.Test> tests, Map<String, String> labels) {
        for (LabelMatcher.Test test : tests) {
            if (!test.accepts(labels)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether it is the very list that was seen before: an equal one costs too much to
     * find out.
     */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(List<?> list, @Nullable List<?> before) {
        return list == before;
    }

    /** A part of an expression: one value for each of its sets of labels. */
    abstract class Node {

        private long computed = -1;

        private List<Map<String, String>> labels = List.of();

        private double[] values = new double[0];

        /** This node with the values of what was read last. */
        final Node current() {
            if (this.computed != ExpressionNodes.this.round) {
                compute();
                this.computed = ExpressionNodes.this.round;
            }
            return this;
        }

        /** The sets of labels: the same list for as long as they are the same. */
        final List<Map<String, String>> labels() {
            return this.labels;
        }

        /** The value of the labels at this index. */
        final double value(int index) {
            return this.values[index];
        }

        final int size() {
            return this.labels.size();
        }

        /** Room for the values of these labels. */
        final void labels(List<Map<String, String>> labels) {
            this.labels = labels;
            this.values = new double[labels.size()];
        }

        final void set(int index, double value) {
            this.values[index] = value;
        }

        abstract void compute();

    }

    /** Some of its candidates; which ones depends on what they read. */
    private abstract class PartNode extends Node {

        private List<Map<String, String>> candidates = List.of();

        private int[] part = new int[0];

        private double[] read = new double[0];

        private int size;

        private boolean changed;

        final void candidates(List<Map<String, String>> candidates) {
            this.candidates = candidates;
            this.part = new int[candidates.size()];
            this.read = new double[candidates.size()];
            this.changed = true;
        }

        @Override
        final void compute() {
            this.size = 0;
            computePart();
            if (this.changed || this.size != size()) {
                List<Map<String, String>> labels = new ArrayList<>(this.size);
                for (int i = 0; i < this.size; i++) {
                    labels.add(this.candidates.get(this.part[i]));
                }
                labels(labels);
                this.changed = false;
            }
            for (int i = 0; i < this.size; i++) {
                set(i, this.read[i]);
            }
        }

        /** Calls {@link #add} for each candidate that belongs to it, in their order. */
        abstract void computePart();

        final void add(int candidate, double value) {
            this.changed |= this.part[this.size] != candidate;
            this.part[this.size] = candidate;
            this.read[this.size++] = value;
        }

    }

    private final class SelectorNode extends Node {

        private final String meter;

        private final List<LabelMatcher.Test> tests;

        private final List<Map<String, String>> known = new ArrayList<>();

        private int[] selected = new int[0];

        SelectorNode(Selector selector) {
            this.meter = selector.meter();
            this.tests = tests(selector);
        }

        @Override
        void compute() {
            List<Sample> all = ExpressionNodes.this.samples.getOrDefault(this.meter, List.of());
            if (!isKnown(all)) {
                select(all);
            }
            for (int i = 0; i < this.selected.length; i++) {
                set(i, all.get(this.selected[i]).value());
            }
        }

        private boolean isKnown(List<Sample> all) {
            if (all.size() != this.known.size()) {
                return false;
            }
            for (int i = 0; i < all.size(); i++) {
                if (!all.get(i).hasLabels(this.known.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private void select(List<Sample> all) {
            this.known.clear();
            all.forEach((sample) -> this.known.add(sample.labels()));
            int[] some = new int[all.size()];
            int count = 0;
            List<Map<String, String>> labels = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (accepts(this.tests, this.known.get(i))) {
                    some[count++] = i;
                    labels.add(this.known.get(i));
                }
            }
            this.selected = Arrays.copyOf(some, count);
            labels(labels);
        }

    }

    private final class RangeNode extends PartNode {

        private final String meter;

        private final List<LabelMatcher.Test> tests;

        private final long window;

        private final double divisor;

        private List<SampleWindows.Series> known = List.of();

        private final List<SampleWindows.Series> selected = new ArrayList<>();

        RangeNode(Range range) {
            this.meter = range.selector().meter();
            this.tests = tests(range.selector());
            Duration window = range.window();
            this.window = window.toMillis();
            this.divisor = (range.function() == RangeFunction.RATE) ? this.window / 1000.0 : 1;
        }

        @Override
        void computePart() {
            List<SampleWindows.Series> all = ExpressionNodes.this.windows.series(this.meter);
            if (!isSame(all, this.known)) {
                select(all);
            }
            long now = ExpressionNodes.this.now.toEpochMilli();
            for (int i = 0; i < this.selected.size(); i++) {
                double increase = this.selected.get(i).increase(now, this.window);
                if (!Double.isNaN(increase)) {
                    add(i, increase / this.divisor);
                }
            }
        }

        private void select(List<SampleWindows.Series> all) {
            this.known = all;
            this.selected.clear();
            List<Map<String, String>> labels = new ArrayList<>();
            for (SampleWindows.Series series : all) {
                if (accepts(this.tests, series.labels())) {
                    this.selected.add(series);
                    labels.add(series.labels());
                }
            }
            candidates(labels);
        }

    }

    private final class AggregationNode extends Node {

        private final Aggregate function;

        private final String[] names;

        private final Node of;

        private List<Map<String, String>> known = List.of();

        /** Which of the results each of the values goes into. */
        private int[] groups = new int[0];

        private int[] sizes = new int[0];

        AggregationNode(Aggregation aggregation, Node of) {
            this.function = aggregation.function();
            this.names = aggregation.labels().toArray(String[]::new);
            this.of = of;
        }

        @Override
        void compute() {
            Node all = this.of.current();
            if (!isSame(all.labels(), this.known)) {
                group(all.labels());
            }
            double none = switch (this.function) {
                case SUM, AVG -> 0;
                case MIN, MAX -> Double.NaN;
            };
            for (int group = 0; group < size(); group++) {
                set(group, none);
            }
            for (int i = 0; i < this.groups.length; i++) {
                int group = this.groups[i];
                set(group, together(value(group), all.value(i)));
            }
            if (this.function == Aggregate.AVG) {
                for (int group = 0; group < size(); group++) {
                    set(group, value(group) / this.sizes[group]);
                }
            }
        }

        /** As PromQL does, the least and the greatest pass over what is not a number. */
        private double together(double before, double value) {
            return switch (this.function) {
                case SUM, AVG -> before + value;
                case MIN -> (value < before || Double.isNaN(before)) ? value : before;
                case MAX -> (value > before || Double.isNaN(before)) ? value : before;
            };
        }

        private void group(List<Map<String, String>> all) {
            this.known = all;
            Map<Map<String, String>, Integer> numbers = new LinkedHashMap<>();
            this.groups = new int[all.size()];
            for (int i = 0; i < this.groups.length; i++) {
                Integer next = numbers.size();
                Integer group = numbers.putIfAbsent(named(all.get(i)), next);
                this.groups[i] = (group != null) ? group : next;
            }
            this.sizes = new int[numbers.size()];
            for (int group : this.groups) {
                this.sizes[group]++;
            }
            labels(List.copyOf(numbers.keySet()));
        }

        private Map<String, String> named(Map<String, String> labels) {
            Map<String, String> named = new HashMap<>();
            for (String name : this.names) {
                String value = labels.getOrDefault(name, "");
                if (!value.isEmpty()) {
                    named.put(name, value);
                }
            }
            return Map.copyOf(named);
        }

    }

    private final class QuantileNode extends Node {

        private final double quantile;

        private final Node buckets;

        private List<Map<String, String>> known = List.of();

        private List<HistogramQuantile> histograms = List.of();

        QuantileNode(double quantile, Node buckets) {
            this.quantile = quantile;
            this.buckets = buckets;
        }

        @Override
        void compute() {
            Node all = this.buckets.current();
            if (!isSame(all.labels(), this.known)) {
                this.known = all.labels();
                Map<Map<String, String>, HistogramQuantile> byLabels = HistogramQuantile.histograms(this.known);
                this.histograms = List.copyOf(byLabels.values());
                labels(List.copyOf(byLabels.keySet()));
            }
            for (int i = 0; i < this.histograms.size(); i++) {
                set(i, this.histograms.get(i).of(this.quantile, all::value));
            }
        }

    }

    /**
     * For each set of labels of one node the index of the equal one of another, or -1.
     * Kept until either has others.
     */
    private static final class VectorMatching {

        private @Nullable List<Map<String, String>> left;

        private @Nullable List<Map<String, String>> right;

        private int[] partners = new int[0];

        /** Whether they had to be paired anew. */
        boolean pair(Node one, Node other) {
            if (isSame(one.labels(), this.left) && isSame(other.labels(), this.right)) {
                return false;
            }
            Map<Map<String, String>, Integer> numbers = new HashMap<>();
            for (int i = 0; i < other.size(); i++) {
                numbers.put(other.labels().get(i), i);
            }
            this.partners = new int[one.size()];
            for (int i = 0; i < this.partners.length; i++) {
                this.partners[i] = numbers.getOrDefault(one.labels().get(i), -1);
            }
            this.left = one.labels();
            this.right = other.labels();
            return true;
        }

        int partner(int index) {
            return this.partners[index];
        }

    }

    private final class RatioNode extends PartNode {

        private final Node dividend;

        private final Node divisor;

        private final VectorMatching pairs = new VectorMatching();

        RatioNode(Node dividend, Node divisor) {
            this.dividend = dividend;
            this.divisor = divisor;
        }

        @Override
        void computePart() {
            Node dividends = this.dividend.current();
            Node divisors = this.divisor.current();
            if (this.pairs.pair(dividends, divisors)) {
                candidates(dividends.labels());
            }
            for (int i = 0; i < dividends.size(); i++) {
                int by = this.pairs.partner(i);
                if (by >= 0) {
                    add(i, dividends.value(i) / divisors.value(by));
                }
            }
        }

    }

    private final class BothNode extends PartNode {

        private final Both both;

        private final Node value;

        private final Node other;

        private final VectorMatching pairs = new VectorMatching();

        BothNode(Both both, Node value, Node other) {
            this.both = both;
            this.value = value;
            this.other = other;
        }

        @Override
        void computePart() {
            Node values = this.value.current();
            Node others = this.other.current();
            if (this.pairs.pair(values, others)) {
                candidates(values.labels());
            }
            for (int i = 0; i < values.size(); i++) {
                int other = this.pairs.partner(i);
                if (other >= 0 && this.both.condition().holds(others.value(other), this.both.threshold())) {
                    add(i, values.value(i));
                }
            }
        }

    }

}
