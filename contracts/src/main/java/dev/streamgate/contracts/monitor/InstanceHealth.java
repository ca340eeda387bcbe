/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Health of one instance.
 *
 * @param service name of the service
 * @param instance host and port
 * @param status current status
 * @param since when the status last changed
 * @param checkedAt when the instance was last polled; {@code null} before the first time
 * @param failing names of the failing components
 */
public record InstanceHealth(String service, String instance, HealthStatus status, Instant since,
        @Nullable Instant checkedAt, List<String> failing) {
}
