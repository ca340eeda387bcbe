/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What one evaluation of all rules reads. Not thread-safe. */
final class EvaluationInput {

    private final SampleWindows windows;

    private Instant time = Instant.MIN;

    private Map<String, List<Sample>> samples = Map.of();

    private long evaluation;

    EvaluationInput(SampleWindows windows) {
        this.windows = windows;
    }

    /** Begins the next evaluation. */
    void update(Instant time, Map<String, List<Sample>> samples) {
        this.time = time;
        this.samples = samples;
        this.windows.record(time, samples);
        this.evaluation++;
    }

    /** Number of the current evaluation; differs from that of every earlier one. */
    long evaluation() {
        return this.evaluation;
    }

    /** Time of the current evaluation, in milliseconds since the epoch. */
    long timeMillis() {
        return this.time.toEpochMilli();
    }

    /** Current samples of a metric. */
    List<Sample> samples(String metric) {
        return this.samples.getOrDefault(metric, List.of());
    }

    /**
     * Series of a counter; the same list object as long as the set of series is the same.
     */
    List<SampleWindows.Series> series(String metric) {
        return this.windows.series(metric);
    }

}
