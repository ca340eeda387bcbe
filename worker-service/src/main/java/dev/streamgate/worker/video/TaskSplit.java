/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.streamgate.worker.queue.SegmentRange;

/**
 * Cuts a few segments of one rendition out of a task, so that they can be made first. The
 * parts cover exactly what the task covered, and none covers what another does.
 * Immutable.
 *
 * @param before what stays of the task ahead of the cut, published segments included;
 * {@code null} when nothing stays
 * @param wanted the segments that were asked for
 * @param beside the same segments of the task's other renditions; {@code null} when it
 * has no other
 * @param after the rest of the task; {@code null} when the cut reaches its end
 */
record TaskSplit(@Nullable SegmentRange before, SegmentRange wanted, @Nullable SegmentRange beside,
        @Nullable SegmentRange after) {

    /**
     * Cuts.
     * @param task what is cut
     * @param rendition one of its renditions
     * @param from first segment wanted, not yet published
     * @param count how many are wanted; fewer where the task ends before
     */
    static TaskSplit of(SegmentRange task, String rendition, int from, int count) {
        Assert.isTrue(task.holds(rendition, from) && from >= task.next(), "Nothing to cut out here");
        int to = (int) Math.min((long) from + count, task.end());
        List<String> others = task.renditions().stream().filter((name) -> !name.equals(rendition)).toList();
        return new TaskSplit((from > task.first()) ? task.until(from) : null,
                SegmentRange.unpublished(List.of(rendition), from, to),
                others.isEmpty() ? null : SegmentRange.unpublished(others, from, to),
                (to < task.end()) ? SegmentRange.unpublished(task.renditions(), to, task.end()) : null);
    }

    /** Whether the task consists of nothing but what is wanted. */
    boolean whole() {
        return this.before == null && this.beside == null && this.after == null;
    }

}
