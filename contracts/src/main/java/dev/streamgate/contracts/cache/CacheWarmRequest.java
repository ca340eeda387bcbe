/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Values to store for keys without a value; existing values stay.
 *
 * @param entries JSON values by key, 1 to 1000
 */
public record CacheWarmRequest(
        @NotEmpty @Size(max = 1000) Map<@Size(min = 1, max = 512) String, @Valid @NotNull CacheEntry> entries) {
}
