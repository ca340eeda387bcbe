/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.util.Arrays;

/**
 * The presentation times of a stream's packets in seconds of the container's clock.
 * Immutable.
 */
public final class StreamTimes {

    /** In ascending order; the stream's first and last only, if it is no video. */
    private final double[] times;

    private final int count;

    private final double end;

    private final double keyFrameInterval;

    private final boolean trimmed;

    private StreamTimes(double[] times, int count, double end, double keyFrameInterval, boolean trimmed) {
        this.times = times;
        this.count = count;
        this.end = end;
        this.keyFrameInterval = keyFrameInterval;
        this.trimmed = trimmed;
    }

    /**
     * The times of a stream.
     * @param times presentation times in any order, at least one
     * @param end end of the last packet; at most the last presentation time if unknown
     * @param keyFrames those of the times that belong to key frames
     */
    public static StreamTimes of(double[] times, double end, KeyFrameGaps keyFrames) {
        double[] ordered = times.clone();
        Arrays.sort(ordered);
        double last = end(ordered, ordered.length, end);
        return new StreamTimes(ordered, ordered.length, last, keyFrames.longest(ordered[0], last), false);
    }

    /**
     * The times of a stream of which only the ends matter.
     * @param start first presentation time
     * @param last last presentation time
     * @param end end of the last packet; at most {@code last} if unknown
     * @param count number of packets
     */
    public static StreamTimes ofEnds(double start, double last, double end, int count) {
        return ofEnds(start, last, end, count, false);
    }

    private static StreamTimes ofEnds(double start, double last, double end, int count, boolean trimmed) {
        double[] ends = { start, last };
        double ended = end(ends, count, end);
        return new StreamTimes(ends, count, ended, new KeyFrameGaps().longest(start, ended), trimmed);
    }

    /** A packet of unknown duration lasts as long as the others on average. */
    private static double end(double[] ordered, int count, double end) {
        double last = ordered[ordered.length - 1];
        return (end > last || count < 2) ? Math.max(end, last) : last + (last - ordered[0]) / (count - 1);
    }

    /** Number of packets. */
    public int count() {
        return this.count;
    }

    /** First presentation time. */
    public double start() {
        return this.times[0];
    }

    /** Last presentation time. */
    public double last() {
        return this.times[this.times.length - 1];
    }

    /** End of the last packet. */
    public double end() {
        return this.end;
    }

    /** Average duration of a packet; 0 without packets. */
    public double interval() {
        return (this.end - start()) / this.count;
    }

    /**
     * The longest time between two key frames of a video stream, or between one and an
     * end of the stream, in seconds.
     */
    public double keyFrameInterval() {
        return this.keyFrameInterval;
    }

    /**
     * These times without the first seconds of the stream.
     * @param seconds less than the stream's duration, else nothing is left out
     */
    public StreamTimes without(double seconds) {
        double start = start() + Math.max(0, seconds);
        return (start < this.end)
                ? ofEnds(start, Math.max(start, last()), this.end, this.count, this.trimmed || seconds > 0) : this;
    }

    /** These times, of a stream whose first packets contain more than is played. */
    public StreamTimes trimmed() {
        return new StreamTimes(this.times, this.count, this.end, this.keyFrameInterval, true);
    }

    /** Whether something before the first time is left out, as the container declares. */
    public boolean isTrimmed() {
        return this.trimmed;
    }

    /**
     * The presentation times of a video stream in ascending order.
     * @return a copy
     */
    public double[] toArray() {
        return this.times.clone();
    }

}
