/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

import java.util.Map;

/**
 * The result of a batch.
 *
 * @param deleted number of existing keys that were deleted
 * @param stored number of values that were stored
 * @param found values of the read keys that exist, without those that are not JSON
 */
public record CacheBatchResult(int deleted, int stored, Map<String, Object> found) {
}
