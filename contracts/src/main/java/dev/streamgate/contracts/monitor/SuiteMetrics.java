/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.util.List;

/**
 * Metrics of the suite.
 *
 * @param instances metrics of each instance that has been scraped and is not down
 */
public record SuiteMetrics(List<InstanceMetrics> instances) {
}
