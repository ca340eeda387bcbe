/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

/**
 * What warming did.
 *
 * @param stored how many values were stored
 * @param present how many keys had a value already
 */
public record CacheWarmed(int stored, int present) {
}
