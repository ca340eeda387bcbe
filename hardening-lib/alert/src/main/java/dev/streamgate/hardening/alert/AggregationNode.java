/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.streamgate.hardening.alert.AlertExpression.Aggregator;

/** Aggregation of a vector by labels. */
final class AggregationNode extends VectorNode {

    private final Aggregator aggregator;

    private final String[] names;

    private final VectorNode operand;

    private List<Map<String, String>> knownLabels = List.of();

    /** Index of the group that each element of the operand belongs to. */
    private int[] groups = new int[0];

    private int[] groupSizes = new int[0];

    AggregationNode(EvaluationInput input, AlertExpression.Aggregation aggregation, VectorNode operand) {
        super(input);
        this.aggregator = aggregation.aggregator();
        this.names = aggregation.labels().toArray(String[]::new);
        this.operand = operand;
    }

    @Override
    void evaluate() {
        VectorNode elements = this.operand.evaluated();
        if (!isSame(elements.labels(), this.knownLabels)) {
            group(elements.labels());
        }
        double initial = switch (this.aggregator) {
            case SUM, AVG -> 0;
            case MIN, MAX -> Double.NaN;
        };
        for (int group = 0; group < size(); group++) {
            set(group, initial);
        }
        for (int i = 0; i < this.groups.length; i++) {
            int group = this.groups[i];
            set(group, combine(value(group), elements.value(i)));
        }
        if (this.aggregator == Aggregator.AVG) {
            for (int group = 0; group < size(); group++) {
                set(group, value(group) / this.groupSizes[group]);
            }
        }
    }

    /** As in PromQL, {@code min} and {@code max} ignore NaN. */
    private double combine(double aggregate, double value) {
        return switch (this.aggregator) {
            case SUM, AVG -> aggregate + value;
            case MIN -> (value < aggregate || Double.isNaN(aggregate)) ? value : aggregate;
            case MAX -> (value > aggregate || Double.isNaN(aggregate)) ? value : aggregate;
        };
    }

    private void group(List<Map<String, String>> elements) {
        this.knownLabels = elements;
        Map<Map<String, String>, Integer> indices = new LinkedHashMap<>();
        this.groups = new int[elements.size()];
        for (int i = 0; i < this.groups.length; i++) {
            Integer next = indices.size();
            Integer group = indices.putIfAbsent(groupLabels(elements.get(i)), next);
            this.groups[i] = (group != null) ? group : next;
        }
        this.groupSizes = new int[indices.size()];
        for (int group : this.groups) {
            this.groupSizes[group]++;
        }
        labels(List.copyOf(indices.keySet()));
    }

    private Map<String, String> groupLabels(Map<String, String> labels) {
        Map<String, String> kept = new HashMap<>();
        for (String name : this.names) {
            String value = labels.getOrDefault(name, "");
            if (!value.isEmpty()) {
                kept.put(name, value);
            }
        }
        return Map.copyOf(kept);
    }

}
