/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Source of the samples on which rules are evaluated: the meters of this process, unless
 * the application declares a bean of this type. Used by one thread at a time.
 */
@FunctionalInterface
public interface SampleSource {

    /**
     * Reads the current samples of a metric.
     * @param metric the name in Prometheus' notation, for instance
     * {@code streamgate_requests_seconds_count}
     * @return one sample for each set of labels, without duplicates; empty if the metric
     * does not exist
     */
    List<Sample> read(String metric);

    /**
     * Reads all metrics that one evaluation needs. Override it if reading them together
     * is cheaper.
     * @param metrics names in Prometheus' notation
     * @return samples by metric name
     */
    default Map<String, List<Sample>> read(Set<String> metrics) {
        Map<String, List<Sample>> all = new HashMap<>();
        for (String metric : metrics) {
            all.put(metric, read(metric));
        }
        return all;
    }

}
