/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Map;

/**
 * The value of one series at this moment.
 *
 * @param labels the series' labels, without its name, named as Prometheus names them
 * @param value the value, in the meter's base unit
 */
public record Sample(Map<String, String> labels, double value) {

    /** Takes a copy of the labels. */
    public Sample {
        labels = Map.copyOf(labels);
    }

    /** Whether it has these labels; cheap where they are the same object. */
    boolean hasLabels(Map<String, String> others) {
        return this.labels.equals(others);
    }

}
