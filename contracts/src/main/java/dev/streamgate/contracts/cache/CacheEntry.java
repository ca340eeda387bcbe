/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value for a cache.
 *
 * @param value any JSON value but {@code null}
 * @param ttl how long it is kept, as ISO-8601; the namespace's own time when absent
 */
public record CacheEntry(@NotNull Object value, @Nullable Duration ttl) {
}
