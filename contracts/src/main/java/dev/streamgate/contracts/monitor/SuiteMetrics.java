/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.util.List;

/**
 * What the suite measures of itself.
 *
 * @param instances every instance that has been read at least once and answered the last
 * time
 */
public record SuiteMetrics(List<InstanceMetrics> instances) {
}
