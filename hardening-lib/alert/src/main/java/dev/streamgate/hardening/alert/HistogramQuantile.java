/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * PromQL's {@code histogram_quantile} of one histogram: linear interpolation within the
 * bucket that contains the quantile's rank. The result is the greatest finite bound if
 * the rank lies beyond it, and NaN if nothing was observed or the bucket {@code +Inf} is
 * missing. Not thread-safe.
 */
final class HistogramQuantile {

    /** Upper bounds of the buckets, ascending and distinct. */
    private final double[] bounds;

    /** Indices of the series that belong to each bound. */
    private final int[][] series;

    private final double[] counts;

    private HistogramQuantile(List<Bucket> buckets) {
        buckets.sort(Comparator.comparingDouble(Bucket::bound));
        this.bounds = buckets.stream().mapToDouble(Bucket::bound).distinct().toArray();
        this.series = new int[this.bounds.length][];
        for (int i = 0; i < this.bounds.length; i++) {
            double bound = this.bounds[i];
            this.series[i] = buckets.stream()
                .filter((bucket) -> bucket.bound() == bound)
                .mapToInt(Bucket::series)
                .toArray();
        }
        this.counts = new double[this.bounds.length];
    }

    /**
     * Groups series of buckets into histograms.
     * @param series the labels of each series
     * @return the histograms by their labels without {@code le}
     */
    static Map<Map<String, String>, HistogramQuantile> histograms(List<Map<String, String>> series) {
        Map<Map<String, String>, List<Bucket>> buckets = new LinkedHashMap<>();
        for (int i = 0; i < series.size(); i++) {
            String le = series.get(i).get("le");
            double bound = (le != null) ? bound(le) : Double.NaN;
            if (!Double.isNaN(bound)) {
                Map<String, String> labels = new HashMap<>(series.get(i));
                labels.remove("le");
                buckets.computeIfAbsent(Map.copyOf(labels), (key) -> new ArrayList<>()).add(new Bucket(bound, i));
            }
        }
        Map<Map<String, String>, HistogramQuantile> histograms = new LinkedHashMap<>();
        buckets.forEach((labels, ofHistogram) -> histograms.put(labels, new HistogramQuantile(ofHistogram)));
        return histograms;
    }

    /**
     * Computes a quantile.
     * @param quantile 0 to 1
     * @param values the current value of the series at an index
     */
    double quantile(double quantile, IntToDoubleFunction values) {
        int last = this.bounds.length - 1;
        if (last < 1 || this.bounds[last] != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        count(values);
        double observations = this.counts[last];
        if (!(observations > 0)) {
            return Double.NaN;
        }
        double rank = quantile * observations;
        int at = 0;
        while (at < last && this.counts[at] < rank) {
            at++;
        }
        if (at == last) {
            return this.bounds[last - 1];
        }
        if (at == 0 && this.bounds[0] <= 0) {
            return this.bounds[0];
        }
        double lower = 0;
        double count = this.counts[at];
        if (at > 0) {
            lower = this.bounds[at - 1];
            count -= this.counts[at - 1];
            rank -= this.counts[at - 1];
        }
        return lower + (this.bounds[at] - lower) * (rank / count);
    }

    /**
     * Computes the cumulative count up to each bound. Series with equal bounds are added;
     * counts never decrease from one bound to the next.
     */
    private void count(IntToDoubleFunction values) {
        Arrays.fill(this.counts, 0);
        for (int i = 0; i < this.bounds.length; i++) {
            for (int index : this.series[i]) {
                this.counts[i] += values.applyAsDouble(index);
            }
            if (i > 0 && this.counts[i] < this.counts[i - 1]) {
                this.counts[i] = this.counts[i - 1];
            }
        }
    }

    private static double bound(String text) {
        try {
            // Adding zero turns minus zero into zero, so that both are the same bound.
            return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text) + 0.0;
        }
        catch (NumberFormatException ex) {
            return Double.NaN;
        }
    }

    private record Bucket(double bound, int series) {
    }

}
