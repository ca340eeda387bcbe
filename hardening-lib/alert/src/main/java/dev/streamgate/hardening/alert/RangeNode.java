/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Growth of counters over a window. */
final class RangeNode extends FilteringNode {

    private final String metric;

    private final Predicate<Map<String, String>> matchers;

    private final long windowMillis;

    private final SeriesExpression.RangeFunction function;

    private List<SampleWindows.Series> knownSeries = List.of();

    private final List<SampleWindows.Series> matching = new ArrayList<>();

    RangeNode(EvaluationInput input, SeriesExpression.Range range) {
        super(input);
        this.metric = range.selector().metric();
        this.matchers = LabelMatcher.all(range.selector().matchers());
        this.windowMillis = range.window().toMillis();
        this.function = range.function();
    }

    @Override
    void select() {
        List<SampleWindows.Series> series = input().series(this.metric);
        if (!isSame(series, this.knownSeries)) {
            match(series);
        }
        long now = input().timeMillis();
        for (int i = 0; i < this.matching.size(); i++) {
            double value = value(this.matching.get(i), now);
            if (!Double.isNaN(value)) {
                add(i, value);
            }
        }
    }

    private double value(SampleWindows.Series series, long now) {
        return switch (this.function) {
            case RATE -> series.increase(now, this.windowMillis) / (this.windowMillis / 1000.0);
            case INCREASE -> series.increase(now, this.windowMillis);
            case CHANGES -> series.changes(now, this.windowMillis);
        };
    }

    private void match(List<SampleWindows.Series> all) {
        this.knownSeries = all;
        this.matching.clear();
        List<Map<String, String>> labels = new ArrayList<>();
        for (SampleWindows.Series series : all) {
            if (this.matchers.test(series.labels())) {
                this.matching.add(series);
                labels.add(series.labels());
            }
        }
        candidates(labels);
    }

}
