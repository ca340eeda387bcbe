/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The series of one scrape of a service.
 *
 * @param values value by name and labels in Prometheus' text format
 */
record MetricsScrape(Map<String, Double> values) {

    /** Scrapes a service. */
    static MetricsScrape of(Stack stack, String service) {
        return new MetricsScrape(stack.scrape(service)
            .lines()
            .filter((line) -> !line.startsWith("#"))
            .collect(Collectors.toMap((line) -> line.substring(0, line.lastIndexOf(' ')),
                    (line) -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)), Double::sum)));
    }

    /** The sum of a meter's series with these labels, each {@code name="value"}. */
    double sum(String meter, String... labels) {
        return of(meter, labels).mapToDouble(Map.Entry::getValue).sum();
    }

    /** Whether a meter has a series with these labels. */
    boolean has(String meter, String... labels) {
        return of(meter, labels).findAny().isPresent();
    }

    Set<String> names() {
        return this.values.keySet();
    }

    private Stream<Map.Entry<String, Double>> of(String meter, String... labels) {
        Function<String, String> name = (series) -> series.replaceFirst("\\{.*", "");
        return this.values.entrySet()
            .stream()
            .filter((series) -> name.apply(series.getKey()).equals(meter)
                    && List.of(labels).stream().allMatch(series.getKey()::contains));
    }

}
