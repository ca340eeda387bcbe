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
 * What counters have read at earlier checks, as long as a rule looks back. Bounded: what
 * exceeds {@code maxPoints} in all is not kept, and counted. Not safe for threads.
 */
final class SampleWindows {

    private final int maxPoints;

    private int points;

    private long refused;

    private Map<String, MeterWindows> meters = new HashMap<>();

    private final Set<Map<String, String>> resets = new HashSet<>();

    SampleWindows(int maxPoints) {
        this.maxPoints = maxPoints;
    }

    /** Keeps the windows of these meters, in milliseconds; forgets all others. */
    void keep(Map<String, Long> windows) {
        Map<String, MeterWindows> kept = new HashMap<>();
        windows.forEach((meter, millis) -> {
            MeterWindows present = this.meters.getOrDefault(meter, new MeterWindows());
            present.millis = millis;
            kept.put(meter, present);
        });
        this.meters = kept;
        this.points = 0;
        for (MeterWindows meter : kept.values()) {
            for (Series series : meter.series.values()) {
                this.points += series.capacity();
            }
        }
    }

    /** Takes what the counters read now, and lets go of what is too old. */
    void record(Instant now, Map<String, List<Sample>> samples) {
        long time = now.toEpochMilli();
        this.resets.clear();
        this.meters.forEach((meter, windows) -> {
            long oldest = time - windows.millis;
            List<Sample> readings = samples.getOrDefault(meter, List.of());
            for (int i = 0; i < readings.size(); i++) {
                Series series = windows.series(i, readings.get(i));
                series.dropBefore(oldest);
                add(series, time, readings.get(i).value());
            }
            if (readings.size() < windows.order.size()) {
                windows.order.subList(readings.size(), windows.order.size()).clear();
            }
            if (readings.size() < windows.series.size() || this.refused > 0) {
                forget(windows, oldest);
            }
        });
    }

    private void forget(MeterWindows windows, long oldest) {
        Iterator<Series> all = windows.series.values().iterator();
        while (all.hasNext()) {
            Series series = all.next();
            series.dropBefore(oldest);
            if (series.size == 0) {
                this.points -= series.capacity();
                all.remove();
                windows.order.clear();
                windows.all = List.of();
            }
        }
    }

    /** The counters of a meter: the same list for as long as they are the same. */
    List<Series> series(String meter) {
        MeterWindows windows = this.meters.get(meter);
        if (windows == null) {
            return List.of();
        }
        if (windows.all.size() != windows.series.size()) {
            windows.all = List.copyOf(windows.series.values());
        }
        return windows.all;
    }

    /** Labels of the counters that began anew at the newest readings. */
    Set<Map<String, String>> resets() {
        return this.resets;
    }

    /** How many readings were not kept, since there were too many. */
    long refused() {
        return this.refused;
    }

    private void add(Series series, long time, double value) {
        if (series.size > 0 && time <= series.time(series.size - 1)) {
            return;
        }
        if (series.size == series.capacity()) {
            int more = Math.max(8, series.capacity() / 2);
            if (this.points + more > this.maxPoints) {
                this.refused++;
                return;
            }
            series.grow(more);
            this.points += more;
        }
        if (series.size > 0 && value < series.value(series.size - 1)) {
            this.resets.add(series.labels);
        }
        series.add(time, value);
    }

    private static final class MeterWindows {

        private long millis;

        private final Map<Map<String, String>, Series> series = new HashMap<>();

        /** As their readings came last: they mostly come in the same order again. */
        private final List<Series> order = new ArrayList<>();

        /** Empty when it has to be made anew. */
        private List<Series> all = List.of();

        /** The series of the reading that came at this place. */
        Series series(int place, Sample reading) {
            if (place < this.order.size() && reading.hasLabels(this.order.get(place).labels)) {
                return this.order.get(place);
            }
            Series found = this.series.get(reading.labels());
            if (found == null) {
                found = new Series(reading.labels());
                this.series.put(reading.labels(), found);
                this.all = List.of();
            }
            if (place < this.order.size()) {
                this.order.set(place, found);
            }
            else {
                this.order.add(found);
            }
            return found;
        }

    }

    /** One counter's readings, a ring. */
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
         * How much the counter grew over a window that ends now, as PromQL's
         * {@code increase} tells it: a counter that reads less than before began anew at
         * zero; growth is extended to the window's ends where the first and the last
         * reading are as near to them as readings are to each other (10 % more at most),
         * else by half the distance of two readings, and never to before the counter was
         * zero.
         * @param now the window's end, milliseconds since the epoch
         * @param window its length in milliseconds
         * @return the growth, or not a number where less than two readings are in the
         * window
         */
        double increase(long now, long window) {
            long end = now;
            long begin = end - window;
            int from = 0;
            while (from < this.size && time(from) < begin) {
                from++;
            }
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
            double apart = sampled / (this.size - from - 1);
            double toStart = (time(from) - begin) / 1000.0;
            double toEnd = (end - time(this.size - 1)) / 1000.0;
            if (growth > 0 && firstValue >= 0) {
                toStart = Math.min(toStart, sampled * (firstValue / growth));
            }
            double near = apart * 1.1;
            double extended = sampled + ((toStart < near) ? toStart : apart / 2) + ((toEnd < near) ? toEnd : apart / 2);
            return growth * (extended / sampled);
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

        private void dropBefore(long oldest) {
            while (this.size > 0 && time(0) < oldest) {
                this.first = slot(1);
                this.size--;
            }
        }

        private void grow(int more) {
            long[] moreTimes = Arrays.copyOf(this.times, this.times.length + more);
            double[] moreValues = Arrays.copyOf(this.values, this.values.length + more);
            for (int i = 0; i < this.size; i++) {
                moreTimes[i] = time(i);
                moreValues[i] = value(i);
            }
            this.times = moreTimes;
            this.values = moreValues;
            this.first = 0;
        }

    }

}
