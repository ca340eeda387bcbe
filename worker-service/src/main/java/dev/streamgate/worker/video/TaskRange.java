/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import org.jspecify.annotations.Nullable;

import dev.streamgate.worker.queue.SegmentRange;
import dev.streamgate.worker.queue.Urgency;

/**
 * A media task that is to be made.
 *
 * @param type one of the types of {@code MediaTask}
 * @param ordinal its place in the queue, low first
 * @param urgency whether somebody waits for it
 * @param stretch its segments; {@code null} for images
 */
record TaskRange(String type, int ordinal, Urgency urgency, @Nullable SegmentRange stretch) {

}
