/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.util.List;
import java.util.Map;

/**
 * Current alerts.
 *
 * @param items the selected alerts, the most urgent first, then the oldest
 * @param firing number of all firing alerts by level, regardless of the filter
 */
public record AlertsView(List<AlertView> items, Map<String, Integer> firing) {
}
