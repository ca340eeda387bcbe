package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.streamgate.hardening.alert.AlertExpression.Aggregate;
import dev.streamgate.hardening.alert.AlertExpression.Aggregation;
import dev.streamgate.hardening.alert.AlertExpression.Both;
import dev.streamgate.hardening.alert.AlertExpression.Growth;
import dev.streamgate.hardening.alert.AlertExpression.Quantile;
import dev.streamgate.hardening.alert.AlertExpression.Range;
import dev.streamgate.hardening.alert.AlertExpression.Ratio;
import dev.streamgate.hardening.alert.AlertExpression.Selector;

/**
 * The expressions of all rules made ready to be evaluated, equal parts once only. Not
 * safe for threads.
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

    /** An expression of one of the rules, evaluated on what was read last. */
    List<Sample> evaluate(AlertExpression expression) {
        return node(expression).result();
    }

    private Node node(AlertExpression expression) {
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
            Node of = node(quantile.of());
            return new Node() {
                @Override
                List<Sample> compute() {
                    return HistogramQuantile.of(quantile.quantile(), of.result());
                }
            };
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

    /** A part of an expression; its result is kept until meters are read again. */
    private abstract class Node {

        private long computed = -1;

        private List<Sample> result = List.of();

        final List<Sample> result() {
            if (this.computed != ExpressionNodes.this.round) {
                this.result = compute();
                this.computed = ExpressionNodes.this.round;
            }
            return this.result;
        }

        abstract List<Sample> compute();

    }

    private final class SelectorNode extends Node {

        private final String meter;

        private final List<LabelMatcher.Test> tests;

        SelectorNode(Selector selector) {
            this.meter = selector.meter();
            this.tests = tests(selector);
        }

        @Override
        List<Sample> compute() {
            List<Sample> all = ExpressionNodes.this.samples.getOrDefault(this.meter, List.of());
            if (this.tests.isEmpty()) {
                return all;
            }
            List<Sample> some = new ArrayList<>();
            for (Sample sample : all) {
                if (accepts(this.tests, sample.labels())) {
                    some.add(sample);
                }
            }
            return some;
        }

    }

    private final class RangeNode extends Node {

        private final String meter;

        private final List<LabelMatcher.Test> tests;

        private final Duration window;

        private final double divisor;

        RangeNode(Range range) {
            this.meter = range.selector().meter();
            this.tests = tests(range.selector());
            this.window = range.window();
            this.divisor = (range.function() == Growth.RATE) ? this.window.toMillis() / 1000.0 : 1;
        }

        @Override
        List<Sample> compute() {
            List<Sample> growths = new ArrayList<>();
            for (SampleWindows.Series series : ExpressionNodes.this.windows.series(this.meter)) {
                if (accepts(this.tests, series.labels())) {
                    double increase = series.increase(ExpressionNodes.this.now, this.window);
                    if (!Double.isNaN(increase)) {
                        growths.add(new Sample(series.labels(), increase / this.divisor));
                    }
                }
            }
            return growths;
        }

    }

    private final class AggregationNode extends Node {

        private final Aggregate function;

        private final String[] labels;

        private final Node of;

        AggregationNode(Aggregation aggregation, Node of) {
            this.function = aggregation.function();
            this.labels = aggregation.labels().toArray(String[]::new);
            this.of = of;
        }

        @Override
        List<Sample> compute() {
            Map<List<String>, Group> groups = new LinkedHashMap<>();
            for (Sample sample : this.of.result()) {
                String[] values = new String[this.labels.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = sample.labels().getOrDefault(this.labels[i], "");
                }
                List<String> key = Arrays.asList(values);
                Group group = groups.get(key);
                if (group == null) {
                    group = new Group();
                    groups.put(key, group);
                }
                group.add(sample.value());
            }
            List<Sample> results = new ArrayList<>(groups.size());
            groups.forEach((key, group) -> results.add(new Sample(labels(key), group.value(this.function))));
            return results;
        }

        private Map<String, String> labels(List<String> values) {
            Map<String, String> named = new HashMap<>();
            for (int i = 0; i < this.labels.length; i++) {
                String value = values.get(i);
                if (!value.isEmpty()) {
                    named.put(this.labels[i], value);
                }
            }
            return named;
        }

    }

    /** As PromQL does, the least and the greatest pass over what is not a number. */
    private static final class Group {

        private int count;

        private double sum;

        private double min = Double.NaN;

        private double max = Double.NaN;

        void add(double value) {
            this.count++;
            this.sum += value;
            this.min = (value < this.min || Double.isNaN(this.min)) ? value : this.min;
            this.max = (value > this.max || Double.isNaN(this.max)) ? value : this.max;
        }

        double value(Aggregate function) {
            return switch (function) {
                case SUM -> this.sum;
                case AVG -> this.sum / this.count;
                case MIN -> this.min;
                case MAX -> this.max;
            };
        }

    }

    private final class RatioNode extends Node {

        private final Node dividend;

        private final Node divisor;

        RatioNode(Node dividend, Node divisor) {
            this.dividend = dividend;
            this.divisor = divisor;
        }

        @Override
        List<Sample> compute() {
            Map<Map<String, String>, Double> divisors = new HashMap<>();
            for (Sample sample : this.divisor.result()) {
                divisors.put(sample.labels(), sample.value());
            }
            List<Sample> ratios = new ArrayList<>();
            for (Sample sample : this.dividend.result()) {
                Double by = divisors.get(sample.labels());
                if (by != null) {
                    ratios.add(new Sample(sample.labels(), sample.value() / by));
                }
            }
            return ratios;
        }

    }

    private final class BothNode extends Node {

        private final Both both;

        private final Node value;

        private final Node other;

        BothNode(Both both, Node value, Node other) {
            this.both = both;
            this.value = value;
            this.other = other;
        }

        @Override
        List<Sample> compute() {
            Set<Map<String, String>> holding = new HashSet<>();
            for (Sample sample : this.other.result()) {
                if (this.both.condition().holds(sample.value(), this.both.threshold())) {
                    holding.add(sample.labels());
                }
            }
            return this.value.result().stream().filter((sample) -> holding.contains(sample.labels())).toList();
        }

    }

}
