/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is aggregated over all instances, latest first.
 *
 * @param <T> type of the items
 * @param items the items of this page
 * @param nextCursor value of the parameter {@code cursor} for the next page; {@code null}
 * on the last one
 * @param failures the instances whose items are missing because they could not be queried
 */
public record AggregatedPage<T>(List<T> items, @Nullable String nextCursor, List<FailedInstance> failures) {
}
