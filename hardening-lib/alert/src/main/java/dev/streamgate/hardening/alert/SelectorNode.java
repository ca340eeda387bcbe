/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Current values of a metric's series. */
final class SelectorNode extends VectorNode {

    private final String metric;

    private final Predicate<Map<String, String>> matchers;

    /** Labels of all samples of the metric at the last evaluation. */
    private final List<Map<String, String>> knownLabels = new ArrayList<>();

    /** Indices of the selected samples. */
    private int[] selected = new int[0];

    SelectorNode(EvaluationInput input, SeriesExpression.Selector selector) {
        super(input);
        this.metric = selector.metric();
        this.matchers = LabelMatcher.all(selector.matchers());
    }

    @Override
    void evaluate() {
        List<Sample> samples = input().samples(this.metric);
        if (!haveKnownLabels(samples)) {
            select(samples);
        }
        for (int i = 0; i < this.selected.length; i++) {
            set(i, samples.get(this.selected[i]).value());
        }
    }

    private boolean haveKnownLabels(List<Sample> samples) {
        if (samples.size() != this.knownLabels.size()) {
            return false;
        }
        for (int i = 0; i < samples.size(); i++) {
            if (!samples.get(i).hasLabels(this.knownLabels.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void select(List<Sample> samples) {
        this.knownLabels.clear();
        samples.forEach((sample) -> this.knownLabels.add(sample.labels()));
        int[] matching = new int[samples.size()];
        int count = 0;
        List<Map<String, String>> labels = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            if (this.matchers.test(this.knownLabels.get(i))) {
                matching[count++] = i;
                labels.add(this.knownLabels.get(i));
            }
        }
        this.selected = Arrays.copyOf(matching, count);
        labels(labels);
    }

}
