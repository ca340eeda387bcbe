/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Several operations on one namespace: deletions, then stores, then reads. At most 100
 * keys in total.
 *
 * @param delete keys to delete
 * @param put JSON values to store
 * @param get keys to read
 */
public record CacheBatch(@Size(max = 100) @Nullable List<@NotNull @Size(min = 1, max = 512) String> delete,
        @Size(max = 100) @Nullable Map<@Size(min = 1, max = 512) String, @Valid @NotNull CacheEntry> put,
        @Size(max = 100) @Nullable List<@NotNull @Size(min = 1, max = 512) String> get) {
}
