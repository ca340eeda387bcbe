/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Map;

/**
 * The current value of one series.
 *
 * @param labels the series' labels in Prometheus' notation, without the metric name
 * @param value the value, in the meter's base unit
 */
public record Sample(Map<String, String> labels, double value) {

    /** Copies the labels. */
    public Sample {
        labels = Map.copyOf(labels);
    }

    /** Whether the sample has these labels; cheap if they are the same object. */
    boolean hasLabels(Map<String, String> others) {
        return this.labels.equals(others);
    }

}
