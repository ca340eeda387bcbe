/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.cache;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value to store.
 *
 * @param value any JSON value except {@code null}
 * @param ttl time to live as an ISO 8601 duration; the namespace's default when absent
 */
public record CacheEntry(@NotNull Object value, @Nullable Duration ttl) {
}
