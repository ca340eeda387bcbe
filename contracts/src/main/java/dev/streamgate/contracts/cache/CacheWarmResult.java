/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

/**
 * The result of warming.
 *
 * @param stored number of values that were stored
 * @param present number of keys that already had a value
 */
public record CacheWarmResult(int stored, int present) {
}
