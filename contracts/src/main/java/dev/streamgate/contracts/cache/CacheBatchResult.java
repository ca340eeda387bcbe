/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

import java.util.Map;

/**
 * What a batch did.
 *
 * @param deleted how many keys were there and are deleted
 * @param stored how many values were stored
 * @param found the values of the keys that were read and are there; those that are not
 * JSON are left out
 */
public record CacheBatchResult(int deleted, int stored, Map<String, Object> found) {
}
