/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param <T> wire type of the items
 * @param items items of this page, in the order of the list
 * @param nextCursor value of {@code cursor} for the next page; null on the last page.
 * Opaque, and valid for the list and filters that returned it only
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
}
