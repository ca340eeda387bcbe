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
 * Where the values come from that rules are checked on: this process' own meters unless
 * the application gives a bean of its own. Used by one thread at a time.
 */
@FunctionalInterface
public interface SampleSource {

    /**
     * Reads a meter.
     * @param meter the series' name as Prometheus has it, for instance
     * {@code streamgate_requests_seconds_count}
     * @return one sample for each set of labels, none twice; empty where there is no such
     * meter
     */
    List<Sample> read(String meter);

    /**
     * Reads all meters that one check needs. Override it where reading them together is
     * cheaper.
     * @param meters names as {@link #read} takes them
     * @return samples by name
     */
    default Map<String, List<Sample>> read(Set<String> meters) {
        Map<String, List<Sample>> all = new HashMap<>();
        for (String meter : meters) {
            all.put(meter, read(meter));
        }
        return all;
    }

}
