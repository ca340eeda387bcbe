/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

import org.jspecify.annotations.Nullable;

import dev.streamgate.worker.queue.SegmentRange;
import dev.streamgate.worker.queue.Urgency;

/**
 * A media task to create.
 *
 * @param type one of the types of {@link dev.streamgate.contracts.media.MediaTask}
 * @param ordinal order in the queue, ascending
 * @param urgency its urgency
 * @param segments its segments; {@code null} for images and subtitles
 */
record PlannedTask(String type, int ordinal, Urgency urgency, @Nullable SegmentRange segments) {
}
