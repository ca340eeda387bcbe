/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The health of one instance.
 *
 * @param service the service's name
 * @param instance host and port
 * @param status how it does
 * @param since since when it has done so
 * @param checkedAt when it was last asked; {@code null} before the first time
 * @param failing what it says is missing, by name
 */
public record InstanceHealth(String service, String instance, HealthStatus status, Instant since,
        @Nullable Instant checkedAt, List<String> failing) {
}
