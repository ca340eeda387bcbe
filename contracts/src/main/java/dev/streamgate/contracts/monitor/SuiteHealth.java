/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.util.List;

/**
 * Health of the whole suite.
 *
 * @param status status of the worst service; the status of a service is that of its best
 * instance
 * @param instances health of each instance
 */
public record SuiteHealth(HealthStatus status, List<InstanceHealth> instances) {
}
