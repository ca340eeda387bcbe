/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is gathered from all instances, the newest first.
 *
 * @param <T> the item's wire type
 * @param items the items of this page
 * @param nextCursor what to send as {@code cursor} for the next page; {@code null} on the
 * last one
 * @param unanswered the instances whose items are missing, since they did not answer
 */
public record AggregatedPage<T>(List<T> items, @Nullable String nextCursor, List<FailedInstance> unanswered) {
}
