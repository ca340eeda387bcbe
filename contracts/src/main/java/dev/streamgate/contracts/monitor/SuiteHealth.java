/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.util.List;

/**
 * The health of the whole suite.
 *
 * @param status the worst of all services; a service does as well as its best instance
 * @param instances every instance that is watched
 */
public record SuiteHealth(HealthStatus status, List<InstanceHealth> instances) {
}
