/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.util.List;

import org.springframework.util.Assert;

/**
 * The rectangle of a task that publishes segments: some renditions, and a run of segments
 * of each. Immutable.
 *
 * @param renditions names, at least one
 * @param first first segment, inclusive
 * @param next every segment below is published, in all of the renditions
 * @param end last segment, exclusive
 */
public record SegmentRange(List<String> renditions, int first, int next, int end) {

    /** Checks the bounds. */
    public SegmentRange {
        renditions = List.copyOf(renditions);
        Assert.isTrue(!renditions.isEmpty(), "A stretch has at least one rendition");
        Assert.isTrue(0 <= first && first <= next && next <= end && first < end,
                () -> "Not a stretch: [%d, %d) at another place".formatted(first, end));
    }

    /** A stretch of which nothing is published. */
    public static SegmentRange unpublished(List<String> renditions, int first, int end) {
        return new SegmentRange(renditions, first, first, end);
    }

    /** Whether it holds the segment of the rendition, published or not. */
    public boolean holds(String rendition, int segment) {
        return this.first <= segment && segment < this.end && this.renditions.contains(rendition);
    }

    /** Whether nothing is left to publish. */
    public boolean done() {
        return this.next == this.end;
    }

    /** The same with another end. */
    public SegmentRange until(int newEnd) {
        return new SegmentRange(this.renditions, this.first, this.next, newEnd);
    }

}
