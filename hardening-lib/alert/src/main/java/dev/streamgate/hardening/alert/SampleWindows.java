/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Samples of counters from earlier evaluations, for the longest window that a rule reads.
 * Bounded: samples beyond {@code maxSamples} are dropped and counted. Not thread-safe.
 */
final class SampleWindows {

    private final int maxSamples;

    /** Allocated room, in samples. */
    private int allocated;

    private long dropped;

    private Map<String, MetricWindow> metrics = new HashMap<>();

    private final Set<Map<String, String>> resets = new HashSet<>();

    SampleWindows(int maxSamples) {
        this.maxSamples = maxSamples;
    }

    /**
     * Sets the windows by metric, in milliseconds; discards the samples of other metrics.
     */
    void retain(Map<String, Long> windows) {
        Map<String, MetricWindow> retained = new HashMap<>();
        windows.forEach((metric, millis) -> {
            MetricWindow window = this.metrics.getOrDefault(metric, new MetricWindow());
            window.millis = millis;
            retained.put(metric, window);
        });
        this.metrics = retained;
        this.allocated = 0;
        for (MetricWindow window : retained.values()) {
            for (Series series : window.series.values()) {
                this.allocated += series.capacity();
            }
        }
    }

    /** Adds the current samples and evicts those that have left their window. */
    void record(Instant now, Map<String, List<Sample>> samples) {
        long time = now.toEpochMilli();
        this.resets.clear();
        this.metrics.forEach((metric, window) -> {
            long oldest = time - window.millis;
            List<Sample> current = samples.getOrDefault(metric, List.of());
            for (int i = 0; i < current.size(); i++) {
                Series series = window.series(i, current.get(i));
                series.evictBefore(oldest);
                add(series, time, current.get(i).value());
            }
            if (current.size() < window.order.size()) {
                window.order.subList(current.size(), window.order.size()).clear();
            }
            if (current.size() < window.series.size() || this.dropped > 0) {
                evict(window, oldest);
            }
        });
    }

    private void evict(MetricWindow window, long oldest) {
        Iterator<Series> all = window.series.values().iterator();
        while (all.hasNext()) {
            Series series = all.next();
            series.evictBefore(oldest);
            if (series.size == 0) {
                this.allocated -= series.capacity();
                all.remove();
                window.order.clear();
                window.snapshot = List.of();
            }
        }
    }

    /**
     * Series of a metric; the same list object as long as the set of series is the same.
     */
    List<Series> series(String metric) {
        MetricWindow window = this.metrics.get(metric);
        if (window == null) {
            return List.of();
        }
        if (window.snapshot.size() != window.series.size()) {
            window.snapshot = List.copyOf(window.series.values());
        }
        return window.snapshot;
    }

    /** Labels of the counters that were reset since the previous samples. */
    Set<Map<String, String>> resets() {
        return this.resets;
    }

    /** Number of samples dropped because {@code maxSamples} was reached. */
    long dropped() {
        return this.dropped;
    }

    private void add(Series series, long time, double value) {
        if (series.size > 0 && time <= series.time(series.size - 1)) {
            return;
        }
        if (series.size == series.capacity()) {
            int more = Math.max(8, series.capacity() / 2);
            if (this.allocated + more > this.maxSamples) {
                this.dropped++;
                return;
            }
            series.grow(more);
            this.allocated += more;
        }
        if (series.size > 0 && value < series.value(series.size - 1)) {
            this.resets.add(series.labels);
        }
        series.add(time, value);
    }

    private static final class MetricWindow {

        private long millis;

        private final Map<Map<String, String>, Series> series = new HashMap<>();

        /**
         * Series in the order of the last samples, since samples usually keep their
         * order.
         */
        private final List<Series> order = new ArrayList<>();

        /** Empty if it has to be rebuilt. */
        private List<Series> snapshot = List.of();

        /** The series of the sample at an index. */
        Series series(int index, Sample sample) {
            if (index < this.order.size() && sample.hasLabels(this.order.get(index).labels)) {
                return this.order.get(index);
            }
            Series found = this.series.get(sample.labels());
            if (found == null) {
                found = new Series(sample.labels());
                this.series.put(sample.labels(), found);
                this.snapshot = List.of();
            }
            if (index < this.order.size()) {
                this.order.set(index, found);
            }
            else {
                this.order.add(found);
            }
            return found;
        }

    }

    /** Samples of one counter in a ring buffer. */
    static final class Series {

        private final Map<String, String> labels;

        private long[] times = new long[0];

        private double[] values = new double[0];

        private int first;

        private int size;

        Series(Map<String, String> labels) {
            this.labels = labels;
        }

        Map<String, String> labels() {
            return this.labels;
        }

        /**
         * Computes the growth of the counter over a window that ends now, as PromQL's
         * {@code increase} does. A value below its predecessor means that the counter was
         * reset to zero. The growth is extrapolated to the ends of the window if the
         * first and the last sample are at most 1.1 times the mean interval of the
         * samples away from them, else by half that interval, and never to a time before
         * the counter was zero.
         * @param now the window's end, milliseconds since the epoch
         * @param window its length in milliseconds
         * @return the growth, or NaN if the window contains fewer than two samples
         */
        double increase(long now, long window) {
            long begin = now - window;
            int from = firstSince(begin);
            if (this.size - from < 2) {
                return Double.NaN;
            }
            double firstValue = value(from);
            double previous = firstValue;
            double growth = value(this.size - 1) - firstValue;
            for (int i = from + 1; i < this.size; i++) {
                double value = value(i);
                if (value < previous) {
                    growth += previous;
                }
                previous = value;
            }
            double sampled = (time(this.size - 1) - time(from)) / 1000.0;
            double interval = sampled / (this.size - from - 1);
            double toStart = (time(from) - begin) / 1000.0;
            double toEnd = (now - time(this.size - 1)) / 1000.0;
            if (growth > 0 && firstValue >= 0) {
                toStart = Math.min(toStart, sampled * (firstValue / growth));
            }
            double near = interval * 1.1;
            double extrapolated = sampled + ((toStart < near) ? toStart : interval / 2)
                    + ((toEnd < near) ? toEnd : interval / 2);
            return growth * (extrapolated / sampled);
        }

        /**
         * Counts the samples in a window that ends now whose value differs from that of
         * the sample before, as PromQL's {@code changes} does.
         * @param now the window's end, milliseconds since the epoch
         * @param window its length in milliseconds
         * @return the number, or NaN if the window contains no sample
         */
        double changes(long now, long window) {
            int from = firstSince(now - window);
            if (from == this.size) {
                return Double.NaN;
            }
            int changes = 0;
            for (int i = from + 1; i < this.size; i++) {
                changes += (value(i) != value(i - 1)) ? 1 : 0;
            }
            return changes;
        }

        private int firstSince(long begin) {
            int from = 0;
            while (from < this.size && time(from) < begin) {
                from++;
            }
            return from;
        }

        private int capacity() {
            return this.times.length;
        }

        private long time(int index) {
            return this.times[slot(index)];
        }

        private double value(int index) {
            return this.values[slot(index)];
        }

        private int slot(int index) {
            int slot = this.first + index;
            return (slot < this.times.length) ? slot : slot - this.times.length;
        }

        private void add(long time, double value) {
            int slot = slot(this.size);
            this.times[slot] = time;
            this.values[slot] = value;
            this.size++;
        }

        private void evictBefore(long oldest) {
            while (this.size > 0 && time(0) < oldest) {
                this.first = slot(1);
                this.size--;
            }
        }

        private void grow(int more) {
            long[] grownTimes = Arrays.copyOf(this.times, this.times.length + more);
            double[] grownValues = Arrays.copyOf(this.values, this.values.length + more);
            for (int i = 0; i < this.size; i++) {
                grownTimes[i] = time(i);
                grownValues[i] = value(i);
            }
            this.times = grownTimes;
            this.values = grownValues;
            this.first = 0;
        }

    }

}
