/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param <T> the item's wire type
 * @param items the items of this page, in the list's order
 * @param nextCursor what to send as {@code cursor} for the next page; {@code null} on the
 * last one. Opaque: it belongs to the list that made it
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
}
