/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;
import java.util.Map;

/** A quantile of each histogram in a vector of buckets. */
final class QuantileNode extends VectorNode {

    private final double quantile;

    private final VectorNode buckets;

    private List<Map<String, String>> knownLabels = List.of();

    private List<HistogramQuantile> histograms = List.of();

    QuantileNode(EvaluationInput input, double quantile, VectorNode buckets) {
        super(input);
        this.quantile = quantile;
        this.buckets = buckets;
    }

    @Override
    void evaluate() {
        VectorNode counts = this.buckets.evaluated();
        if (!isSame(counts.labels(), this.knownLabels)) {
            this.knownLabels = counts.labels();
            Map<Map<String, String>, HistogramQuantile> byLabels = HistogramQuantile.histograms(this.knownLabels);
            this.histograms = List.copyOf(byLabels.values());
            labels(List.copyOf(byLabels.keySet()));
        }
        for (int i = 0; i < this.histograms.size(); i++) {
            set(i, this.histograms.get(i).quantile(this.quantile, counts::value));
        }
    }

}
