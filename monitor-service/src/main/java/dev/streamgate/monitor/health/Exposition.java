/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.streamgate.hardening.alert.Sample;

/**
 * Selected samples of a Prometheus text exposition (format 0.0.4). The text is read line
 * by line and only selected samples are kept; invalid lines are ignored.
 */
final class Exposition {

    private final Map<String, List<Sample>> samples = new HashMap<>();

    private Exposition() {
    }

    static Exposition read(Iterable<String> lines, Predicate<String> selected) {
        Exposition exposition = new Exposition();
        for (String line : lines) {
            int nameEnd = nameEnd(line);
            if (nameEnd > 0 && line.charAt(0) != '#' && selected.test(line.substring(0, nameEnd))) {
                exposition.add(line, nameEnd);
            }
        }
        return exposition;
    }

    /** The samples of a metric. */
    List<Sample> samples(String name) {
        return this.samples.getOrDefault(name, List.of());
    }

    /** Sum of the finite samples of a metric whose labels match; 0 without samples. */
    double sum(String name, Predicate<Map<String, String>> labels) {
        return this.samples.getOrDefault(name, List.of())
            .stream()
            .filter((sample) -> labels.test(sample.labels()))
            .mapToDouble(Sample::value)
            .filter(Double::isFinite)
            .sum();
    }

    /** Sum of the finite samples of a metric; 0 without samples. */
    double sum(String name) {
        return sum(name, (labels) -> true);
    }

    private void add(String line, int nameEnd) {
        Map<String, String> labels = new HashMap<>();
        int at = nameEnd;
        if (line.charAt(at) == '{') {
            at = labels(line, at + 1, labels);
        }
        if (at < 0) {
            return;
        }
        String[] rest = line.substring(at).strip().split(" ", 2);
        try {
            double value = Double.parseDouble(rest[0].replace("+Inf", "Infinity").replace("-Inf", "-Infinity"));
            this.samples.computeIfAbsent(line.substring(0, nameEnd), (name) -> new ArrayList<>())
                .add(new Sample(labels, value));
        }
        catch (NumberFormatException ex) {
            // Not a sample; ignored, since other programs may write other expositions.
        }
    }

    /**
     * Parses {@code a="b",c="d"}}.
     * @return the index after the closing brace, or -1 if the line is malformed
     */
    private static int labels(String line, int from, Map<String, String> labels) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '}') {
            int equals = line.indexOf("=\"", at);
            if (equals < 0) {
                return -1;
            }
            StringBuilder value = new StringBuilder();
            int end = equals + 2;
            while (end < line.length() && line.charAt(end) != '"') {
                if (line.charAt(end) == '\\' && end + 1 < line.length()) {
                    end++;
                    value.append(line.charAt(end) == 'n' ? '\n' : line.charAt(end));
                }
                else {
                    value.append(line.charAt(end));
                }
                end++;
            }
            labels.put(line.substring(at, equals).strip(), value.toString());
            at = end + 1;
            if (at < line.length() && line.charAt(at) == ',') {
                at++;
            }
        }
        return (at < line.length()) ? at + 1 : -1;
    }

    private static int nameEnd(String line) {
        for (int at = 0; at < line.length(); at++) {
            if (line.charAt(at) == '{' || line.charAt(at) == ' ') {
                return at;
            }
        }
        return -1;
    }

}
