/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.streamgate.worker.queue.SegmentRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TaskSplitTests {

    private final SegmentRange task = new SegmentRange(List.of("720p", "480p"), 4, 6, 20);

    @Test
    void aSegmentInTheMiddleLeavesThreeOtherParts() {
        TaskSplit parts = TaskSplit.of(this.task, "480p", 10, 1);
        assertThat(parts.before()).isEqualTo(new SegmentRange(List.of("720p", "480p"), 4, 6, 10));
        assertThat(parts.wanted()).isEqualTo(SegmentRange.unpublished(List.of("480p"), 10, 11));
        assertThat(parts.beside()).isEqualTo(SegmentRange.unpublished(List.of("720p"), 10, 11));
        assertThat(parts.after()).isEqualTo(SegmentRange.unpublished(List.of("720p", "480p"), 11, 20));
        assertThat(parts.whole()).isFalse();
    }

    @Test
    void whatIsPublishedStaysWithTheTask() {
        TaskSplit parts = TaskSplit.of(this.task, "480p", 6, 1);
        assertThat(parts.before()).isEqualTo(new SegmentRange(List.of("720p", "480p"), 4, 6, 6));
        assertThat(parts.before().done()).isTrue();
    }

    @Test
    void aCutThatReachesTheEndLeavesNothingAfterIt() {
        TaskSplit parts = TaskSplit.of(SegmentRange.unpublished(List.of("source"), 0, 3), "source", 1, 100);
        assertThat(parts.after()).isNull();
        assertThat(parts.beside()).isNull();
        assertThat(parts.wanted().end()).isEqualTo(3);
        assertThat(TaskSplit.of(parts.wanted(), "source", 1, 2).whole()).isTrue();
    }

    @Test
    void whatIsPublishedOrElsewhereCannotBeCutOut() {
        assertThatIllegalArgumentException().isThrownBy(() -> TaskSplit.of(this.task, "480p", 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> TaskSplit.of(this.task, "480p", 20, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> TaskSplit.of(this.task, "source", 10, 1));
    }

}
