/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.contracts.media.Presentation.VideoRendition;

/** The planned video of a presentation. */
record VideoPlan(int width, int height, double frameRate, int timescale, List<Long> segments, List<Integer> frames,
        List<VideoRendition> renditions, @Nullable Storyboard storyboard) {

    /** Without video. */
    static final VideoPlan NONE = new VideoPlan(0, 0, 0, 1, List.of(), List.of(), List.of(), null);

    /** Duration in seconds. */
    double duration() {
        return (double) this.segments.stream().mapToLong(Long::longValue).sum() / this.timescale;
    }

}
