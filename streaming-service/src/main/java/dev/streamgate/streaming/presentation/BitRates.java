/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import java.util.List;
import java.util.Map;

/**
 * Bit rates of the renditions of a package as they were made. Immutable.
 *
 * @param measured by the name of the rendition; empty while segments are missing
 */
public record BitRates(Map<String, BitRate> measured) {

    /** No rendition is complete: the planned rates are declared. */
    public static final BitRates PLANNED = new BitRates(Map.of());

    public BitRates {
        measured = Map.copyOf(measured);
    }

    /** The peak of a rendition in bits per second. */
    public int peak(String rendition, int planned) {
        BitRate rate = this.measured.get(rendition);
        return (rate != null) ? rate.peak() : planned;
    }

    /** The average of a rendition in bits per second. */
    public int average(String rendition, int planned) {
        BitRate rate = this.measured.get(rendition);
        return (rate != null) ? rate.average() : planned;
    }

    /**
     * The bit rate of one rendition.
     *
     * @param peak bits per second, the largest of any contiguous segments that last
     * between 0.5 and 1.5 target durations together
     * @param average bits per second of all segments
     */
    public record BitRate(int peak, int average) {

        /**
         * Measures a rendition (RFC 8216, section 4.3.4.2).
         * @param sizes bytes of each segment
         * @param durations ticks of each segment
         * @param timescale ticks per second
         */
        public static BitRate of(long[] sizes, List<Long> durations, int timescale) {
            double target = Math.max(1,
                    durations.stream().mapToLong((ticks) -> Math.round((double) ticks / timescale)).max().orElse(1));
            long bytes = 0;
            double duration = 0;
            double peak = 0;
            for (int first = 0; first < sizes.length; first++) {
                bytes += sizes[first];
                duration += seconds(durations, first, timescale);
                long spanBytes = 0;
                double span = 0;
                for (int last = first; last < sizes.length && span < 1.5 * target; last++) {
                    spanBytes += sizes[last];
                    span += seconds(durations, last, timescale);
                    if (span >= 0.5 * target && span <= 1.5 * target) {
                        peak = Math.max(peak, 8 * spanBytes / span);
                    }
                }
            }
            double average = (duration > 0) ? 8 * bytes / duration : 0;
            return new BitRate((int) Math.ceil(Math.max(peak, average)), (int) Math.ceil(average));
        }

        private static double seconds(List<Long> durations, int segment, int timescale) {
            return (double) durations.get(segment) / timescale;
        }

    }

}
