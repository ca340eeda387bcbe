/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.util.List;

import org.springframework.util.Assert;

/**
 * The segments of a task: a range of segments in some renditions. Immutable.
 *
 * @param renditions names, at least one
 * @param first first segment, inclusive
 * @param next first segment that is not published; all segments of the range below it
 * are, in all of the renditions
 * @param end last segment, exclusive
 */
public record SegmentRange(List<String> renditions, int first, int next, int end) {

    /** Checks the bounds. */
    public SegmentRange {
        renditions = List.copyOf(renditions);
        Assert.isTrue(!renditions.isEmpty(), "A segment range needs a rendition");
        Assert.isTrue(0 <= first && first <= next && next <= end && first < end,
                () -> "Invalid segment range [%d, %d)".formatted(first, end));
    }

    /** A range without published segments. */
    public static SegmentRange unpublished(List<String> renditions, int first, int end) {
        return new SegmentRange(renditions, first, first, end);
    }

    /** Whether it contains a segment of a rendition, published or not. */
    public boolean contains(String rendition, int segment) {
        return this.first <= segment && segment < this.end && this.renditions.contains(rendition);
    }

    /** Whether all of its segments are published. */
    public boolean isPublished() {
        return this.next == this.end;
    }

    /** This range with another end. */
    public SegmentRange withEnd(int newEnd) {
        return new SegmentRange(this.renditions, this.first, this.next, newEnd);
    }

}
