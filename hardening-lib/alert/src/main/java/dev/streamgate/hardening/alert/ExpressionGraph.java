/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.streamgate.hardening.alert.AlertExpression.Aggregation;
import dev.streamgate.hardening.alert.AlertExpression.And;
import dev.streamgate.hardening.alert.AlertExpression.Quantile;
import dev.streamgate.hardening.alert.AlertExpression.Ratio;
import dev.streamgate.hardening.alert.SeriesExpression.Range;
import dev.streamgate.hardening.alert.SeriesExpression.Selector;

/**
 * The compiled expressions of all rules. Equal subexpressions share one node, which is
 * computed once per evaluation. Not thread-safe.
 */
final class ExpressionGraph {

    private final EvaluationInput input;

    private final Map<AlertExpression, VectorNode> nodes = new HashMap<>();

    private final Set<String> metricNames = new TreeSet<>();

    ExpressionGraph(Collection<AlertRule> rules, SampleWindows windows) {
        this.input = new EvaluationInput(windows);
        Map<String, Long> windowMillis = new HashMap<>();
        for (AlertRule rule : rules) {
            rule.expression().forEachSeries((series) -> {
                String metric = series.selector().metric();
                this.metricNames.add(metric);
                if (series instanceof Range range) {
                    windowMillis.merge(metric, range.window().toMillis(), Math::max);
                }
            });
            node(rule.expression());
        }
        windows.retain(windowMillis);
    }

    /** Names of the metrics that an evaluation reads. */
    Set<String> metricNames() {
        return this.metricNames;
    }

    /** Begins the next evaluation with the current samples. */
    void update(Instant time, Map<String, List<Sample>> samples) {
        this.input.update(time, samples);
    }

    /** The node of an expression. */
    VectorNode node(AlertExpression expression) {
        VectorNode node = this.nodes.get(expression);
        if (node == null) {
            node = compile(expression);
            this.nodes.put(expression, node);
        }
        return node;
    }

    private VectorNode compile(AlertExpression expression) {
        if (expression instanceof Selector selector) {
            return new SelectorNode(this.input, selector);
        }
        if (expression instanceof Range range) {
            return new RangeNode(this.input, range);
        }
        if (expression instanceof Aggregation aggregation) {
            return new AggregationNode(this.input, aggregation, node(aggregation.operand()));
        }
        if (expression instanceof Quantile quantile) {
            return new QuantileNode(this.input, quantile.quantile(), node(quantile.buckets()));
        }
        if (expression instanceof Ratio ratio) {
            return new BinaryNode.Ratio(this.input, node(ratio.dividend()), node(ratio.divisor()));
        }
        if (expression instanceof And and) {
            return new BinaryNode.And(this.input, and, node(and.value()), node(and.guard()));
        }
        throw new IllegalStateException("Unknown kind of expression: " + expression.getClass());
    }

}
