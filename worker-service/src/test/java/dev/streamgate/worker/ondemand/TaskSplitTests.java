/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.streamgate.worker.queue.SegmentRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TaskSplitTests {

    private final SegmentRange task = new SegmentRange(List.of("720p", "480p"), 4, 6, 20);

    @Test
    void aSegmentInTheMiddleLeavesThreeRemainders() {
        TaskSplit split = TaskSplit.of(this.task, "480p", 10, 1);
        assertThat(split.before()).isEqualTo(new SegmentRange(List.of("720p", "480p"), 4, 6, 10));
        assertThat(split.requested()).isEqualTo(SegmentRange.unpublished(List.of("480p"), 10, 11));
        assertThat(split.beside()).isEqualTo(SegmentRange.unpublished(List.of("720p"), 10, 11));
        assertThat(split.after()).isEqualTo(SegmentRange.unpublished(List.of("720p", "480p"), 11, 20));
        assertThat(split.isWhole()).isFalse();
    }

    @Test
    void publishedSegmentsStayInTheTask() {
        TaskSplit split = TaskSplit.of(this.task, "480p", 6, 1);
        assertThat(split.before()).isEqualTo(new SegmentRange(List.of("720p", "480p"), 4, 6, 6));
        assertThat(split.before().isPublished()).isTrue();
    }

    @Test
    void aSplitAtTheEndLeavesNoRemainderAfterIt() {
        TaskSplit split = TaskSplit.of(SegmentRange.unpublished(List.of("source"), 0, 3), "source", 1, 100);
        assertThat(split.after()).isNull();
        assertThat(split.beside()).isNull();
        assertThat(split.requested().end()).isEqualTo(3);
        assertThat(TaskSplit.of(split.requested(), "source", 1, 2).isWhole()).isTrue();
    }

    @Test
    void publishedAndUnknownSegmentsCannotBeSplitOff() {
        assertThatIllegalArgumentException().isThrownBy(() -> TaskSplit.of(this.task, "480p", 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> TaskSplit.of(this.task, "480p", 20, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> TaskSplit.of(this.task, "source", 10, 1));
    }

}
