/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.streamgate.worker.queue.SegmentRange;

/**
 * Split of a task around requested segments of one rendition. The parts cover exactly the
 * task's segments and do not overlap. Immutable.
 *
 * @param before the task's segments before the requested ones, published ones included;
 * {@code null} if the task starts with the requested ones
 * @param requested the requested segments
 * @param beside the same segments in the task's other renditions; {@code null} without
 * other renditions
 * @param after the task's segments after the requested ones; {@code null} if the task
 * ends with the requested ones
 */
record TaskSplit(@Nullable SegmentRange before, SegmentRange requested, @Nullable SegmentRange beside,
        @Nullable SegmentRange after) {

    /**
     * Splits a task.
     * @param task the task's segments
     * @param rendition the requested rendition, one of the task's
     * @param from first requested segment, not yet published
     * @param count number of requested segments; fewer at the task's end
     */
    static TaskSplit of(SegmentRange task, String rendition, int from, int count) {
        Assert.isTrue(task.contains(rendition, from) && from >= task.next(), "The segment is not pending in the task");
        int to = (int) Math.min((long) from + count, task.end());
        List<String> others = task.renditions().stream().filter((name) -> !name.equals(rendition)).toList();
        return new TaskSplit((from > task.first()) ? task.withEnd(from) : null,
                SegmentRange.unpublished(List.of(rendition), from, to),
                others.isEmpty() ? null : SegmentRange.unpublished(others, from, to),
                (to < task.end()) ? SegmentRange.unpublished(task.renditions(), to, task.end()) : null);
    }

    /** Whether the task consists of the requested segments alone. */
    boolean isWhole() {
        return this.before == null && this.beside == null && this.after == null;
    }

}
